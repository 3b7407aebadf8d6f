//! Makes a client of the service in the WSDL file here.

fn main() -> Result<(), kontorhaus_codegen::BuildError> {
    kontorhaus_codegen::Builder::new()
        .wsdl("stock.wsdl")
        .overlay("overlay.toml")
        .build()
}
