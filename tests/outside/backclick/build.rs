//! Code from the WSDL file beside it, as a program of somebody else makes it.

fn main() -> Result<(), kontorhaus_codegen::BuildError> {
    kontorhaus_codegen::Builder::vendor("backclick")
        .wsdl("backclickService.wsdl")
        .overlay("overlay.toml")
        .name("mailing")
        .build()
}
