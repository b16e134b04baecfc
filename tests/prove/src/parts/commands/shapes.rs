//! The shapes of requests, read out of the TypeScript that is generated from them.

use std::collections::HashMap;

/// What a request, or a part of one, may be.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Bool,
    /// Nothing.
    Null,
    /// One of these words.
    Word(String),
    /// Anything.
    Any,
    /// As many as there are.
    List(Box<Shape>),
    /// Under any name.
    Map(Box<Shape>),
    /// Fields, and whether each may be left out.
    Object(Vec<(String, bool, Shape)>),
    /// One of these.
    Either(Vec<Shape>),
    /// Declared elsewhere.
    Named(String),
}

/// Every shape that is declared, and every command's request.
#[derive(Default)]
pub struct Shapes {
    /// The commands, and what each is sent.
    pub commands: Vec<(String, Shape)>,
    declared: HashMap<String, Shape>,
}

impl Shapes {
    /// Reads the generated declarations.
    pub fn read(text: &str) -> Self {
        let mut words = Words::of(text);
        let mut shapes = Self::default();
        while let Some(word) = words.next() {
            if word != "type" {
                continue;
            }
            let name = words.next().unwrap_or_default();
            words.next();
            let shape = words.shape();
            match shape {
                Shape::Object(fields) if name == "Commands" => {
                    let requests = fields.into_iter().map(|(name, _, shape)| (name, shape));
                    shapes.commands = requests.collect();
                }
                shape => {
                    shapes.declared.insert(name, shape);
                }
            }
        }
        shapes
    }

    /// The shape of a name.
    pub fn named(&self, name: &str) -> &Shape {
        self.declared.get(name).unwrap_or(&Shape::Any)
    }
}

/// The words and marks of the text, comments left out, the next one last.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if first == '"' {
                1 + rest.get(1..).and_then(|tail| tail.find('"')).unwrap_or(0) + 1
            } else if first.is_alphanumeric() || first == '_' {
                let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
                rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let (word, tail) = rest.split_at(length);
            if !word.starts_with('/') && !word.trim().is_empty() {
                words.push(word.to_owned());
            }
            rest = tail;
        }
        words.reverse();
        Self(words)
    }

    fn next(&mut self) -> Option<String> {
        self.0.pop()
    }

    fn is_next(&self, word: &str) -> bool {
        self.0.last().is_some_and(|next| next == word)
    }

    fn take(&mut self, word: &str) -> bool {
        let is_next = self.is_next(word);
        if is_next {
            self.0.pop();
        }
        is_next
    }

    /// A shape and its alternatives.
    fn shape(&mut self) -> Shape {
        self.take("|");
        let mut shapes = vec![self.one()];
        while self.take("|") || self.take("&") {
            shapes.push(self.one());
        }
        match shapes.pop() {
            Some(shape) if shapes.is_empty() => shape,
            last => {
                shapes.extend(last);
                Shape::Either(shapes)
            }
        }
    }

    fn one(&mut self) -> Shape {
        let word = self.next().unwrap_or_default();
        match word.as_str() {
            "string" => Shape::Text,
            "number" | "bigint" => Shape::Number,
            "boolean" => Shape::Bool,
            "null" | "undefined" => Shape::Null,
            "unknown" | "any" => Shape::Any,
            "Array" => Shape::List(Box::new(self.between("<", ">"))),
            "Record" => {
                self.take("<");
                self.shape();
                self.take(",");
                let of = self.shape();
                self.take(">");
                Shape::Map(Box::new(of))
            }
            "{" => self.object(),
            // A command: request and answer.
            "[" => {
                let request = self.shape();
                while !self.take("]") && self.next().is_some() {}
                request
            }
            "(" => {
                let inner = self.shape();
                self.take(")");
                inner
            }
            quoted if quoted.starts_with('"') => Shape::Word(quoted.trim_matches('"').to_owned()),
            name => Shape::Named(name.to_owned()),
        }
    }

    fn between(&mut self, open: &str, close: &str) -> Shape {
        self.take(open);
        let inner = self.shape();
        self.take(close);
        inner
    }

    fn object(&mut self) -> Shape {
        let mut fields = Vec::new();
        while !self.take("}") {
            let Some(name) = self.next() else { break };
            if name == "[" {
                while !self.take("]") && self.next().is_some() {}
                self.take("?");
                self.take(":");
                let of = self.shape();
                while !self.take("}") && self.next().is_some() {}
                return Shape::Map(Box::new(of));
            }
            let may_lack = self.take("?");
            self.take(":");
            fields.push((name.trim_matches('"').to_owned(), may_lack, self.shape()));
            let _ = self.take(",") || self.take(";");
        }
        Shape::Object(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generated_shapes_are_understood() {
        let text = "export type Kind = \"village\" | \"town\";\n\
                    export type Ask = { /** what { */ path: string, kinds?: Array<Kind>, \
                    equals?: { [key in string]: string }, };\n\
                    export type Commands = {\n  /** Asks. */\n  ask: [Ask, Array<Kind>];\n};\n";
        let shapes = Shapes::read(text);
        let [(name, Shape::Named(request))] = shapes.commands.as_slice() else {
            panic!("{:?}", shapes.commands);
        };
        assert_eq!((name.as_str(), request.as_str()), ("ask", "Ask"));
        let Shape::Object(fields) = shapes.named("Ask") else {
            panic!("{:?}", shapes.named("Ask"));
        };
        let told: Vec<(&str, bool)> = fields
            .iter()
            .map(|(name, may_lack, _)| (name.as_str(), *may_lack))
            .collect();
        assert_eq!(told, [("path", false), ("kinds", true), ("equals", true)]);
        assert!(matches!(shapes.named("Kind"), Shape::Either(words) if words.len() == 2));
    }
}
