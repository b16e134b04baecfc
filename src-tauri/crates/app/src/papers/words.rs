//! Words in braces in the shipped texts, {村名} or {护送人}, and what stands for them on paper.

/// What stands for the words.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(Vec<(String, String)>);

/// A line to write on, as long as a hand needs for this: a mobile number takes four centimetres.
fn hole(word: &str) -> String {
    let long = match word {
        "户主" | "护送人" | "替手" | "监测人" => 8,
        "值守电话" | "乡镇应急办电话" | "卫生院电话" => 10,
        "护送人电话" | "替手电话" | "监测人电话" | "住址" | "本处前兆" => 13,
        "路线" | "备用路线" | "安置点" | "风险点" | "编号" | "风险点编号" => 7,
        _ => 4,
    };
    "＿".repeat(long)
}

impl Words {
    /// Lets a text stand for a word; the first one said for a word holds.
    pub(super) fn say(&mut self, word: &str, text: impl Into<String>) {
        self.0.push((word.to_owned(), text.into()));
    }

    /// The text with its words replaced. A word nobody filled is printed as a line to write on,
    /// never as a gap.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((word, behind)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match self.of(word) {
                Some(text) => filled.push_str(text),
                None => filled.push_str(&hole(word)),
            }
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    /// The words of a text that nobody filled, in order: what its lines are for.
    pub(super) fn unfilled<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let words = text.split('{').skip(1);
        let words = words.filter_map(|rest| Some(rest.split_once('}')?.0));
        words.filter(|word| self.of(word).is_none()).collect()
    }

    /// What stands for a word, if anything does.
    pub(super) fn of(&self, word: &str) -> Option<&str> {
        let said = self
            .0
            .iter()
            .find(|(label, text)| label == word && !text.is_empty());
        said.map(|(_, text)| text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_word_nobody_filled_is_a_line_to_write_on() {
        let mut words = Words::default();
        words.say("村名", "栗溪村");
        words.say("安置点", "");
        assert_eq!(
            words.fill("{村名}到{安置点}，{路线}"),
            "栗溪村到＿＿＿＿＿＿＿，＿＿＿＿＿＿＿"
        );
    }

    #[test]
    fn every_line_for_a_telephone_holds_its_eleven_digits() {
        for word in ["护送人电话", "值守电话", "乡镇应急办电话", "卫生院电话"]
        {
            let line = Words::default().fill(&format!("{{{word}}}"));
            assert!(line.chars().count() >= 10, "{word}: {line}");
        }
    }

    #[test]
    fn a_brace_that_is_never_closed_stays() {
        assert_eq!(Words::default().fill("一{二"), "一{二");
    }
}
