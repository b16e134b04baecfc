//! Into the words of CAP 1.2: what the national platform calls otherwise, leaves out or writes in
//! its own way is put as the standard wants it, so that one reader judges both.

use crate::tree::Element;
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use std::fmt::Write as _;

/// East of Greenwich, in seconds: what a time without an offset means here.
const BEIJING: i32 = 8 * 3600;

/// Which of several descriptions is for us: the Chinese one, else the first.
pub(crate) fn told(alert: &Element) -> Option<&Element> {
    let is_chinese = |info: &&Element| {
        let language = info.first(&["language"]).to_ascii_lowercase();
        language.starts_with("zh")
    };
    alert
        .all("info")
        .find(is_chinese)
        .or_else(|| alert.all("info").next())
}

/// The warning as CAP 1.2 says it.
pub(crate) fn canonical(alert: &Element) -> String {
    let mut out = String::from(r#"<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">"#);
    put(&mut out, "identifier", alert.first(&["identifier"]));
    put(&mut out, "sender", &without_blanks(sender(alert)));
    put_time(&mut out, "sent", alert.first(&["sent", "sendTime"]));
    put(&mut out, "status", or(alert.first(&["status"]), "Actual"));
    put(&mut out, "msgType", or(alert.first(&["msgType"]), "Alert"));
    put(&mut out, "scope", "Public");
    if let Some(info) = told(alert) {
        put_told(&mut out, info);
    }
    out.push_str("</alert>");
    out
}

fn sender(alert: &Element) -> &str {
    alert.first(&["sender", "senderName", "senderCode"])
}

fn put_told(out: &mut String, info: &Element) {
    out.push_str("<info><category>Other</category>");
    put(out, "event", or(info.first(&["event", "eventType"]), "-"));
    put(out, "urgency", or(info.first(&["urgency"]), "Unknown"));
    put(out, "severity", severity(info.first(&["severity"])));
    put(out, "certainty", or(info.first(&["certainty"]), "Unknown"));
    for name in ["effective", "onset", "expires"] {
        put_time(out, name, info.first(&[name]));
    }
    for name in ["senderName", "headline", "description", "instruction"] {
        put(out, name, info.first(&[name]));
    }
    out.push_str("</info>");
}

/// The colours of the national platform in the grades of CAP.
fn severity(said: &str) -> &str {
    const COLOURS: [(&str, &str, &str); 4] = [
        ("red", "红", "Extreme"),
        ("orange", "橙", "Severe"),
        ("yellow", "黄", "Moderate"),
        ("blue", "蓝", "Minor"),
    ];
    let lower = said.to_ascii_lowercase();
    let named = COLOURS
        .iter()
        .find(|(colour, word, _)| lower == *colour || said.contains(word));
    match named {
        Some((_, _, grade)) => grade,
        None => or(said, "Unknown"),
    }
}

fn or<'a>(said: &'a str, otherwise: &'a str) -> &'a str {
    if said.is_empty() { otherwise } else { said }
}

/// A sender of CAP is one word; a name may have blanks in it.
fn without_blanks(name: &str) -> String {
    let is_letter = |letter: &char| !letter.is_whitespace() && !matches!(letter, ',' | '<' | '&');
    name.chars().filter(is_letter).collect()
}

fn put(out: &mut String, name: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = quick_xml::escape::escape(text);
    // Writing into a text cannot fail.
    let _ = write!(out, "<{name}>{text}</{name}>");
}

/// A time that cannot be read is as good as none.
fn put_time(out: &mut String, name: &str, text: &str) {
    if let Some(at) = time(text) {
        put(out, name, &at.format("%Y-%m-%dT%H:%M:%S%:z").to_string());
    }
}

/// A time as CAP, the national platform or a hurried hand writes it.
fn time(text: &str) -> Option<DateTime<FixedOffset>> {
    const WITH_OFFSET: [&str; 3] = [
        "%Y-%m-%dT%H:%M:%S%.f%:z",
        "%Y-%m-%d %H:%M:%S%.f%:z",
        "%Y-%m-%d %H:%M:%S%.f %:z",
    ];
    const WITHOUT: [&str; 4] = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
        "%Y%m%d%H%M%S",
    ];
    let zulu = text
        .strip_suffix('Z')
        .map_or_else(|| text.to_owned(), |utc| format!("{utc}+00:00"));
    let mut exact = WITH_OFFSET
        .iter()
        .filter_map(|form| DateTime::parse_from_str(&zulu, form).ok());
    exact.next().or_else(|| {
        let mut local = WITHOUT
            .iter()
            .filter_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
        let here = FixedOffset::east_opt(BEIJING)?;
        local.next()?.and_local_timezone(here).single()
    })
}
