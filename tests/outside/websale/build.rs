//! Makes the operations of the WSDL file here.

fn main() -> Result<(), kontorhaus_codegen::BuildError> {
    kontorhaus_codegen::Builder::vendor("websale")
        .wsdl("createvouchers.wsdl")
        .overlay("overlay.toml")
        .build()
}
