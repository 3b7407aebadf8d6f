fn main() -> Result<(), kontorhaus_codegen::BuildError> {
    kontorhaus_codegen::Builder::new()
        .wsdl("stock.wsdl")
        .overlay("overlay.toml")
        .build()
}
