//! Makes the operations of the WSDL file here.

fn main() -> Result<(), kontorhaus_codegen::BuildError> {
    kontorhaus_codegen::Builder::vendor("hypersoft")
        .wsdl("API300.wsdl")
        .overlay("overlay.toml")
        .name("till")
        .build()
}
