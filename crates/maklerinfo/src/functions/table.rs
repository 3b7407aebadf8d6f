//! From a row to an operation and a method of the client.

/// Makes of each row the request as a struct, its [`Operation`](kontorhaus_core::Operation), and a method of the client.
///
/// ```text
/// fn METHOD(IDS OF THE PATH; PAYLOAD: TYPE) -> ANSWER = STRUCT: IDEMPOTENCY "NAME" VERB "PATH";
/// ```
macro_rules! functions {
    ($(
        $(#[$about:meta])*
        fn $method:ident($($id:ident),* $(; $payload:ident: $type:ty)?) -> $answer:ty
            = $op:ident: $idempotency:ident $name:literal $verb:ident $path:literal;
    )+) => { $(
        #[doc = concat!("The request of [`Client::", stringify!($method), "`](crate::Client::", stringify!($method), "): `", stringify!($verb), " ", $path, "`.")]
        ///
        /// # Idempotency
        ///
        #[doc = functions!(@idempotency $idempotency)]
        ///
        /// `Debug` shows the name only.
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        #[must_use = "a request does nothing until it is sent"]
        pub struct $op {
            $(
                #[doc = concat!("`", stringify!($id), "` of the path.")]
                pub $id: String,
            )*
            $(
                /// What is sent.
                pub $payload: $type,
            )?
        }

        impl $op {
            /// The request.
            pub fn new($($id: impl Into<String>,)* $($payload: $type)?) -> Self {
                Self { $($id: $id.into(),)* $($payload)? }
            }
        }

        functions!(@default $op $($id)* $($payload)?);

        impl kontorhaus_core::Operation for $op {
            type Service = crate::Maklerinfo;
            type Output = $answer;
            type Fault = crate::Meldungen;
            const NAME: &'static str = $name;
            const IDEMPOTENCY: kontorhaus_core::Idempotency = kontorhaus_core::Idempotency::$idempotency;

            fn request(
                &self,
                context: &kontorhaus_core::Context<'_>,
            ) -> Result<kontorhaus_core::http::Request<kontorhaus_core::Body>, kontorhaus_core::RequestError> {
                let ids: &[&str] = &[$(&self.$id),*];
                let payload = functions!(@payload $(&self.$payload)?);
                crate::request::build(context, <Self as crate::Function>::METHOD, $path, ids, payload)
            }

            fn read(
                context: &kontorhaus_core::Context<'_>,
                head: &kontorhaus_core::http::response::Parts,
                body: &kontorhaus_core::bytes::Bytes,
            ) -> Result<Self::Output, kontorhaus_core::ReadError> {
                crate::answer::read(context, head, body)
            }

            fn secrets(body: &[u8]) -> Vec<crate::SecretString> {
                <$answer as crate::answer::Answer>::secrets(body)
            }
        }

        impl crate::Function for $op {
            const METHOD: kontorhaus_core::http::Method = kontorhaus_core::http::Method::$verb;
            const PATH: &'static str = $path;
        }

        impl std::fmt::Debug for $op {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($op)).finish_non_exhaustive()
            }
        }
    )+

    impl crate::Client { $(
        $(#[$about])*
        ///
        #[doc = concat!("`", stringify!($verb), " ", $path, "`. ", functions!(@idempotency $idempotency))]
        pub fn $method(&self, $($id: impl Into<String>,)* $($payload: $type)?) -> kontorhaus_core::Call<$op> {
            self.call($op::new($($id,)* $($payload)?))
        }
    )+ } };

    (@default $op:ident) => {
        impl Default for $op {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@default $op:ident $($given:ident)+) => {};
    (@payload) => { &crate::request::Nothing };
    (@payload $payload:expr) => { $payload };
    (@idempotency Read) => { "It changes nothing, and is repeated automatically when the cause of a failure may pass." };
    (@idempotency Idempotent) => {
        "A repetition changes nothing more, and is made automatically when the cause of a failure may pass."
    };
    (@idempotency Write) => {
        "Every execution has an effect of its own: repeated automatically only when it certainly did not happen (`Outcome::NotSent` or `Outcome::Rejected`) and the cause may pass."
    };
}
