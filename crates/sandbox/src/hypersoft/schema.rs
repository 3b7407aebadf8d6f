//! The methods of the page: their parameters and the classes of their results.

/// What a parameter or a member is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Text,
    Int,
    Decimal,
    DateTime,
    /// A decimal or null.
    NullableDecimal,
    /// A date and time or null.
    NullableDateTime,
    Object(&'static Class),
    List(&'static Class),
}

#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) members: &'static [(&'static str, Kind)],
}

#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) name: &'static str,
    pub(crate) parameters: &'static [(&'static str, Kind)],
    pub(crate) result: &'static Class,
}

pub(crate) const NAMESPACE: &str = "urn:kontorhaus:placeholder:hypersoft/";

pub(crate) static METHODS: &[Method] = &[
    Method {
        name: "ServerDateTime",
        parameters: &[CUS_TOKEN, AUTH_TOKEN],
        result: &GENERAL,
    },
    Method {
        name: "GetStations",
        parameters: &[CUS_TOKEN, AUTH_TOKEN],
        result: &STATIONS,
    },
    Method {
        name: "GetRevenue",
        parameters: &[
            CUS_TOKEN,
            AUTH_TOKEN,
            ("From", Kind::DateTime),
            ("Until", Kind::DateTime),
        ],
        result: &REVENUES,
    },
    Method {
        name: "GetCustomer",
        parameters: &[CUS_TOKEN, AUTH_TOKEN, ("CustomerNo", Kind::Int)],
        result: &CUSTOMER_ANSWER,
    },
    Method {
        name: "SetCustomer",
        parameters: &[CUS_TOKEN, AUTH_TOKEN, ("Customers", Kind::List(&CUSTOMER))],
        result: &GENERAL,
    },
];

const CUS_TOKEN: (&str, Kind) = ("CusToken", Kind::Text);
const AUTH_TOKEN: (&str, Kind) = ("AuthToken", Kind::Text);
const OF_STATUS: (&str, Kind) = ("Status", Kind::Object(&STATUS));

static GENERAL: Class = Class {
    name: "APIGeneralResponse",
    members: &[OF_STATUS],
};

static STATUS: Class = Class {
    name: "APIStatus",
    members: &[("ServerDateTime", Kind::DateTime)],
};

static STATIONS: Class = Class {
    name: "APIStationsResponse",
    members: &[OF_STATUS, ("Stations", Kind::List(&STATION))],
};

static STATION: Class = Class {
    name: "Station",
    members: &[("StationNo", Kind::Int), ("Name", Kind::Text)],
};

static REVENUES: Class = Class {
    name: "APIRevenueResponse",
    members: &[OF_STATUS, ("Revenues", Kind::List(&REVENUE))],
};

static REVENUE: Class = Class {
    name: "Revenue",
    members: &[
        ("StationNo", Kind::Int),
        ("Begin", Kind::DateTime),
        ("ArticleNo", Kind::Int),
        ("Article", Kind::Text),
        ("Quantity", Kind::Decimal),
        ("Amount", Kind::Decimal),
    ],
};

static CUSTOMER_ANSWER: Class = Class {
    name: "APICustomerResponse",
    members: &[OF_STATUS, ("Customer", Kind::Object(&CUSTOMER))],
};

pub(crate) static CUSTOMER: Class = Class {
    name: "Customer",
    members: &[
        ("CustomerNo", Kind::Int),
        ("Name", Kind::Text),
        ("FirstName", Kind::Text),
        // Our WSDL doesn't know these two.
        ("Remark", Kind::Text),
        ("Discount", Kind::NullableDecimal),
        ("Birthday", Kind::NullableDateTime),
        ("AccessibleFrom", Kind::NullableDateTime),
        ("AccessibleUntil", Kind::NullableDateTime),
    ],
};
