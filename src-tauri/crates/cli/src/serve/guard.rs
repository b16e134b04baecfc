//! Who may talk to the server: the one browser that was given the address.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use std::sync::Mutex;

/// Headers on every answer: nothing cached, framed, sniffed, loaded from elsewhere, or given to a
/// page of another origin.
pub(super) const HEADERS: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
         worker-src 'self' blob:; connect-src 'self'; object-src 'none'; frame-ancestors 'none'; \
         base-uri 'none'; form-action 'none'",
    ),
];

/// Where a request may come from: our own page, or the person who typed the address.
const SITES: [&str; 2] = ["same-origin", "none"];

/// Token, cookie and the addresses that are ours.
pub(super) struct Guard {
    token: String,
    cookie: String,
    unused: Mutex<bool>,
    hosts: [String; 2],
}

/// What is done with a request.
pub(super) enum Verdict {
    /// It goes on.
    Admitted,
    /// It brought the token: it gets this cookie and the address without the token.
    Exchange(String),
    /// It is turned away.
    Refused,
}

impl Guard {
    pub(super) fn new(port: u16) -> anyhow::Result<Self> {
        Ok(Self {
            token: random()?,
            cookie: random()?,
            unused: Mutex::new(true),
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
        })
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    pub(super) fn admit(&self, request: &Request) -> Verdict {
        let headers = request.headers();
        if !self.comes_from_here(headers) {
            return Verdict::Refused;
        }
        let wanted = format!("yizhan={}", self.cookie);
        let cookies = headers
            .get(header::COOKIE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        if cookies.split(';').any(|cookie| cookie.trim() == wanted) {
            return Verdict::Admitted;
        }
        let told = request.uri().query().unwrap_or("");
        if request.uri().path() == "/" && told == format!("token={}", self.token) && self.take() {
            return Verdict::Exchange(self.cookie.clone());
        }
        Verdict::Refused
    }

    /// The token works once.
    fn take(&self) -> bool {
        let mut unused = self
            .unused
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        std::mem::replace(&mut *unused, false)
    }

    fn comes_from_here(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let is_ours = |host: &str| self.hosts.iter().any(|ours| ours == host);
        let host_fits = text("host").is_some_and(is_ours);
        let origin_fits =
            text("origin").is_none_or(|origin| origin.strip_prefix("http://").is_some_and(is_ours));
        // Cookies do not tell ports apart, and a picture or a link brings no Origin: a browser
        // that says where a request comes from is believed.
        let site_fits = text("sec-fetch-site").is_none_or(|site| SITES.contains(&site));
        host_fits && origin_fits && site_fits
    }
}

/// Sends the browser on to the address without the token.
pub(super) fn exchanged(cookie: &str) -> Response {
    let cookie = format!("yizhan={cookie}; HttpOnly; SameSite=Strict; Path=/");
    let headers = [
        (header::SET_COOKIE, cookie),
        (header::LOCATION, "/".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// 128 random bits as hexadecimal digits.
pub(super) fn random() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn request(path: &str, headers: &[(&str, &str)]) -> Request {
        let mut builder = Request::builder().uri(path);
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        builder.body(Body::empty()).unwrap()
    }

    #[test]
    fn the_token_opens_the_door_once_and_the_cookie_keeps_it_open() {
        let guard = Guard::new(8080).unwrap();
        let host = ("host", "127.0.0.1:8080");
        let first = format!("/?token={}", guard.token());
        let Verdict::Exchange(cookie) = guard.admit(&request(&first, &[host])) else {
            panic!("the token is new, so it is exchanged");
        };
        let again = guard.admit(&request(&first, &[host]));
        assert!(matches!(again, Verdict::Refused), "a token works once");
        let with_cookie = [host, ("cookie", &*format!("yizhan={cookie}"))];
        assert!(matches!(
            guard.admit(&request("/call/today", &with_cookie)),
            Verdict::Admitted
        ));
    }

    #[test]
    fn the_own_page_and_a_typed_address_are_let_in_with_the_cookie() {
        let guard = Guard::new(8080).unwrap();
        let cookie = format!("yizhan={}", guard.cookie);
        for from in [
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "none"),
            ("origin", "http://127.0.0.1:8080"),
        ] {
            let headers = [("host", "127.0.0.1:8080"), from, ("cookie", &*cookie)];
            let verdict = guard.admit(&request("/call/today", &headers));
            assert!(matches!(verdict, Verdict::Admitted), "{from:?}");
        }
    }

    #[test]
    fn the_cookie_is_kept_from_scripts_and_other_sites() {
        let answer = exchanged("a1");
        let cookie = answer.headers().get("set-cookie").unwrap();
        let cookie = cookie.to_str().unwrap();
        assert_eq!(cookie, "yizhan=a1; HttpOnly; SameSite=Strict; Path=/");
    }

    #[test]
    fn another_site_or_host_name_is_turned_away_even_with_the_cookie() {
        let guard = Guard::new(8080).unwrap();
        let cookie = format!("yizhan={}", guard.cookie);
        let own = ("host", "127.0.0.1:8080");
        for elsewhere in [
            ("origin", "http://bad.example"),
            ("origin", "http://127.0.0.1:8081"),
            ("origin", "https://127.0.0.1:8080"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let headers = [own, elsewhere, ("cookie", &*cookie)];
            assert!(
                matches!(
                    guard.admit(&request("/call/today", &headers)),
                    Verdict::Refused
                ),
                "{elsewhere:?} was admitted"
            );
        }
        let rebound = [("host", "bad.example"), ("cookie", &*cookie)];
        assert!(matches!(
            guard.admit(&request("/call/today", &rebound)),
            Verdict::Refused
        ));
    }
}
