"""One vocabulary: every word once, with its source and its terms; unknown words name the nearest."""

from __future__ import annotations

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from openpcf.errors import InputError
from openpcf.messages import LANGUAGES, say
from openpcf.messages.catalogue import catalogue
from openpcf.model.inventory import Stage
from openpcf.vocabulary import is_word, lists, near_words, nearest, read, require, words

HEAD = "list,key,source\n"


def test_the_lists_are_whole() -> None:
    assert words("stage")[:2] == ("raw-materials", "inbound-transport")
    assert len(lists()) > 40
    assert all(len(set(found)) == len(found) > 0 for found in lists().values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_a_catalogue_is_of_a_word(language: str) -> None:
    terms = [key.split(".", 2)[1:] for key in catalogue(language) if key.startswith("term.")]
    assert [f"{name}.{word}" for name, word in terms if not is_word(name, word)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(lists()))
def test_every_word_has_its_term(language: str, name: str) -> None:
    texts = catalogue(language)
    assert [word for word in words(name) if f"term.{name}.{word}" not in texts] == []


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("stage,use,ISO\nstage,use,ISO\n", "#row=3: the word “use” is in the list stage twice"),
        ("stage,use,\n", "#row=2: the word “use” of the list stage has no source"),
        ("b,=a,ISO\n", "#row=2: the list a is not defined above"),
        ("stage,use\n", "#row=2: the row does not have a cell for every column"),
        ("", "no rows"),
    ],
)
def test_a_broken_table_is_refused(table: str, fault: str) -> None:
    with pytest.raises(InputError, match="PACKAGE_DATA") as refused:
        read(HEAD + table)
    assert f"vocabulary.csv{fault}" in say(refused.value) or fault in say(refused.value)


def test_a_list_may_take_the_words_of_another() -> None:
    assert read(f"{HEAD}a,x,ISO\na,y,ISO\nb,=a,ISO\n") == {"a": ("x", "y"), "b": ("x", "y")}
    assert words("part-name") == words("part-class")


def test_an_unknown_word_is_answered_with_the_nearest() -> None:
    assert nearest("part-class", "capacitor-mlcc")[0].startswith("capacitor-")
    assert nearest("part-class", "resistors")[0] == "resistor"
    with pytest.raises(InputError, match="PACKAGE_DATA") as refused:
        require("part-class", ["resistor", "", "transistr-power"], "recipes.csv", 4)
    assert refused.value.place == "recipes.csv#row=4"
    assert re.search("“transistr-power”.*transistor-power", say(refused.value))


def test_what_people_write_for_a_class_names_the_class() -> None:
    assert nearest("part-class", "Power MOSFET")[:2] == ("transistor-power", "transistor-small")
    assert nearest("part-class", "mlcc")[0] == "capacitor-ceramic"
    meant = [key for keys in near_words("part-class").values() for key in keys]
    require("part-class", meant, "near_words.csv")


def test_the_model_takes_the_words_of_its_list_alone() -> None:
    stage = TypeAdapter(Stage)
    assert stage.validate_python("use") == "use"
    assert stage.json_schema()["enum"] == list(words("stage"))
    with pytest.raises(ValidationError):
        stage.validate_python("usage")
