//! What the cells of one row say, each in the form of its field.

use model::{
    Date,
    programme::Field,
    standards::{CreditCode, IdNumber, PersonName, Phone},
};

/// One cell, understood.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Words(String),
    PersonName(PersonName),
    IdNumber(IdNumber),
    CreditCode(CreditCode),
    Phone(Phone),
    Date(Date),
    Number(i64),
    /// A key of the programme or a code of a national table.
    Key(String),
    People(Vec<Mention>),
}

/// A person in a list of names, with what stands in brackets behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) name: String,
    pub(super) remark: Option<String>,
}

/// Everything that a row says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Values(Vec<(Field, Value)>);

impl Values {
    pub(super) fn put(&mut self, field: Field, value: Value) {
        self.0.push((field, value));
    }

    fn get(&self, field: Field) -> Option<&Value> {
        self.0.iter().find(|(known, _)| *known == field).map(|(_, value)| value)
    }

    pub(super) fn words(&self, field: Field) -> Option<&str> {
        match self.get(field)? {
            Value::Words(text) | Value::Key(text) => Some(text),
            Value::PersonName(name) => Some(name.as_str()),
            Value::CreditCode(code) => Some(code.as_str()),
            _ => None,
        }
    }

    pub(super) fn owned(&self, field: Field) -> Option<String> {
        self.words(field).map(str::to_owned)
    }

    pub(super) fn date(&self, field: Field) -> Option<Date> {
        match self.get(field)? {
            Value::Date(day) => Some(*day),
            _ => None,
        }
    }

    pub(super) fn number(&self, field: Field) -> Option<i64> {
        match self.get(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn id_number(&self) -> Option<&IdNumber> {
        match self.get(Field::PersonIdNumber)? {
            Value::IdNumber(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn phone(&self) -> Option<&Phone> {
        match self.get(Field::PersonPhone)? {
            Value::Phone(phone) => Some(phone),
            _ => None,
        }
    }

    pub(super) fn people(&self, field: Field) -> &[Mention] {
        match self.get(field) {
            Some(Value::People(people)) => people,
            _ => &[],
        }
    }
}

/// Names with commas, stops or blanks between; a reason may follow a name in brackets.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let (mut name, mut remark, mut inside) = (String::new(), String::new(), false);
    let mut end = |name: &mut String, remark: &mut String| {
        let (name, remark) = (std::mem::take(name), std::mem::take(remark));
        if !name.is_empty() {
            let remark = Some(remark.trim().to_owned()).filter(|remark| !remark.is_empty());
            found.push(Mention { name, remark });
        }
    };
    for c in text.chars() {
        match c {
            '(' | '（' => inside = true,
            ')' | '）' => inside = false,
            _ if inside => remark.push(c),
            '、' | ',' | '，' | ';' | '；' | '。' | '/' => end(&mut name, &mut remark),
            c if c.is_whitespace() => end(&mut name, &mut remark),
            _ => name.push(c),
        }
    }
    end(&mut name, &mut remark);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_names_is_taken_apart() {
        let mention = |name: &str, remark: Option<&str>| Mention {
            name: name.to_owned(),
            remark: remark.map(str::to_owned),
        };
        assert_eq!(
            mentions("王芳、李四（外出 务工），赵六 阿里·木江(病假)"),
            [
                mention("王芳", None),
                mention("李四", Some("外出 务工")),
                mention("赵六", None),
                mention("阿里·木江", Some("病假")),
            ]
        );
        assert_eq!(mentions("、，"), []);
    }
}
