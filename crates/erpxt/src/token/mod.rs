//! The token that every request carries: fetched when it is needed, renewed ahead of its end, for all calls at once.

mod fetch;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kontorhaus_core::http::header::AUTHORIZATION;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{HeaderMap, HeaderValue, Request};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Authoriser, Body, BoxFuture, Client, Context, Error, RequestError};

use self::fetch::FetchToken;
use crate::{ApiError, Credentials};

/// How long before its end a token is renewed, unless it lives less than five times as long. Public clients take between
/// 15 and 60 seconds.
const AHEAD: Duration = Duration::from_secs(60);

/// How long a call waits for a token before it gives up, and tells so.
const PATIENCE: Duration = Duration::from_secs(20);

/// The same while there is a token that is still good.
const PATIENCE_AHEAD: Duration = Duration::from_secs(5);

/// How long after a renewal that failed the next one is tried.
const PAUSE: Duration = Duration::from_secs(10);

/// A token as the service gave it.
pub(crate) struct Token {
    secret: SecretString,
    header: HeaderValue,
    lifetime: Duration,
}

/// Puts a token into each request.
pub(crate) struct Tokens {
    /// For the token's own requests.
    client: Client,
    state: Mutex<State>,
    /// Held by the one call that fetches.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    /// How many requests for a token have ended, and the error of the last one if it failed.
    ended: u64,
    failure: Option<Arc<Error>>,
}

/// A token and its times, by the client's clock.
#[derive(Clone)]
struct Current {
    token: Arc<Token>,
    renew_at: Duration,
    expires_at: Duration,
}

impl Tokens {
    pub(crate) fn new(client: &Client, credentials: &Credentials) -> Self {
        Self {
            client: client
                .without_limiter()
                .with_authoriser(credentials.basic()),
            state: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    async fn token(&self) -> Result<Arc<Token>, Arc<Error>> {
        let now = self.client.clock().now();
        let (current, ended) = {
            let state = self.state();
            (state.current.clone(), state.ended)
        };
        match current {
            Some(current) if now < current.renew_at => Ok(current.token),
            // Still good: one call renews it, the others go on with it.
            Some(current) if now < current.expires_at => match self.turn.try_lock() {
                Ok(_turn) if self.since(ended).is_none() => {
                    Ok(self.fetch(PATIENCE_AHEAD).await.unwrap_or(current.token))
                }
                _ => Ok(current.token),
            },
            _ => {
                let _turn = self.turn.lock().await;
                match self.since(ended) {
                    Some(result) => result,
                    None => self.fetch(PATIENCE).await,
                }
            }
        }
    }

    /// What another call has fetched since so many requests had ended. A failure counts for all who waited, too.
    fn since(&self, ended: u64) -> Option<Result<Arc<Token>, Arc<Error>>> {
        let state = self.state();
        if state.ended == ended {
            return None;
        }
        match (&state.current, &state.failure) {
            (_, Some(failure)) => Some(Err(Arc::clone(failure))),
            (Some(current), None) => Some(Ok(Arc::clone(&current.token))),
            // It has been refused already.
            (None, None) => None,
        }
    }

    /// Asks for a token. Only who has the turn does.
    async fn fetch(&self, patience: Duration) -> Result<Arc<Token>, Arc<Error>> {
        let asked = self.client.clock().now();
        // Repeated as a part of the call that needs it, by that call's rules.
        let result = self
            .client
            .call(FetchToken)
            .timeout(patience)
            .no_retry()
            .await;
        let now = self.client.clock().now();
        let mut state = self.state();
        state.ended += 1;
        match result {
            Ok(token) => {
                let token = Arc::new(token);
                let expires_at = asked.saturating_add(token.lifetime);
                state.failure = None;
                state.current = Some(Current {
                    renew_at: expires_at.saturating_sub(AHEAD.min(token.lifetime / 5)),
                    expires_at,
                    token: Arc::clone(&token),
                });
                Ok(token)
            }
            Err(error) => {
                let error = Arc::new(error);
                state.failure = Some(Arc::clone(&error));
                if let Some(current) = &mut state.current {
                    current.renew_at = now.saturating_add(PAUSE);
                }
                Err(error)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Whole at every moment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Authoriser for Tokens {
    fn authorise<'a>(
        &'a self,
        request: &'a mut Request<Body>,
        context: &'a Context<'a>,
    ) -> BoxFuture<'a, Result<(), RequestError>> {
        Box::pin(async move {
            let token = self.token().await.map_err(|error| no_token(&error))?;
            context.add_secret(&token.secret);
            request
                .headers_mut()
                .insert(AUTHORIZATION, token.header.clone());
            Ok(())
        })
    }

    fn refused(&self, sent: &HeaderMap, _answer: &Parts) -> bool {
        let mut state = self.state();
        // A token that came since then is not to blame.
        let is_current = |current: &Current| sent.get(AUTHORIZATION) == Some(&current.token.header);
        if state.current.as_ref().is_some_and(is_current) {
            state.current = None;
            state.failure = None;
        }
        true
    }
}

/// The error of a call that could not be made for want of a token.
fn no_token(error: &Error) -> RequestError {
    let code = error
        .code()
        .map_or(String::new(), |code| format!("{code} "));
    let message = format!("no access token could be had: {code}{}", error.message());
    let mut no_token = RequestError::new(message).transient(error.is_retryable());
    if let Some(wait) = error.retry_after() {
        no_token = no_token.retry_after(wait);
    }
    if let Some(advice) = error.advice() {
        no_token = no_token.advice(advice);
    }
    if let Some(api) = ApiError::of(error) {
        no_token = no_token.detail(api.clone());
    }
    match std::error::Error::source(error) {
        Some(source) => no_token.source(source.to_string()),
        None => no_token,
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}
