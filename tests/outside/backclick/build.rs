//! Makes the operations of the WSDL file here.

fn main() -> Result<(), kontorhaus_codegen::BuildError> {
    kontorhaus_codegen::Builder::vendor("backclick")
        .wsdl("backclickService.wsdl")
        .overlay("overlay.toml")
        .name("mailing")
        .build()
}
