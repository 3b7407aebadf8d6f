//! Code from the WSDL file beside it, as a program of somebody else makes it.

fn main() -> Result<(), kontorhaus_codegen::BuildError> {
    kontorhaus_codegen::Builder::new()
        .wsdl("stock.wsdl")
        .overlay("overlay.toml")
        .build()
}
