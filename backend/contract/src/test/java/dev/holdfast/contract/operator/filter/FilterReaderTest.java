package dev.holdfast.contract.operator.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.contract.operator.audit.AuditFields;
import dev.holdfast.contract.operator.catalog.OutageFields;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Field;
import dev.holdfast.contract.operator.filter.Filter.Value;
import dev.holdfast.contract.operator.filter.Filter.Words;
import dev.holdfast.contract.operator.identity.PersonFields;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the parser of the filter language. */
class FilterReaderTest {
    @Test
    void terms_of_every_kind_are_parsed() throws FilterException {
        Filter filter = read("is:untrusted product:toaster os:<24.06 seen:>7d -tag:lab,roof \"free text\" kettle");

        assertThat(filter.terms())
                .containsExactly(
                        field(false, "is", Comparison.SAME, "untrusted"),
                        field(false, "product", Comparison.SAME, "toaster"),
                        field(false, "os", Comparison.LESS, "24.06"),
                        field(false, "seen", Comparison.MORE, "7d"),
                        new Field(
                                true,
                                "tag",
                                List.of(new Value(Comparison.SAME, "lab"), new Value(Comparison.SAME, "roof"))),
                        new Words(false, "free text"),
                        new Words(false, "kettle"));
    }

    @Test
    void fields_and_choices_are_case_insensitive() throws FilterException {
        assertThat(read("IS:UnTrusted Product:Toaster").terms())
                .containsExactly(
                        field(false, "is", Comparison.SAME, "untrusted"),
                        field(false, "product", Comparison.SAME, "Toaster"));
    }

    @Test
    void quoted_text_can_contain_syntax() throws FilterException {
        assertThat(read("group:\"a, \\\"b\\\" \\\\ c\" -\"-x:y\"").terms())
                .containsExactly(field(false, "group", Comparison.SAME, "a, \"b\" \\ c"), new Words(true, "-x:y"));
    }

    @Test
    void words_of_other_languages_are_found_in_quotes() throws FilterException {
        assertThat(read("or \"OR\" a=b \"is=trusted\"").terms())
                .containsExactly(
                        new Words(false, "or"),
                        new Words(false, "OR"),
                        new Words(false, "a=b"),
                        new Words(false, "is=trusted"));
    }

    @Test
    void hex_digits_lose_their_colons() throws FilterException {
        assertThat(read("id:4F:2a").terms()).containsExactly(field(false, "id", Comparison.SAME, "4f2a"));
    }

    @Test
    void an_empty_filter_matches_everything() throws FilterException {
        assertThat(read(" \t ")).isEqualTo(Filter.ALL);
    }

    /** Each line: filter, position of the error from 0, part of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "colour:red          | 0  | unknown field",
                "is:trusted colour:x | 11 | unknown field",
                ":red                | 0  | add a field before",
                "is:purple           | 3  | is: use one of trusted",
                "is:trusted,purple   | 11 | is: use one of trusted",
                "is:                 | 3  | add a value for",
                "is:trusted,         | 11 | add a value for",
                "product:<a          | 8  | does not support < and >",
                "os:new              | 3  | numbers separated by dots",
                "os:<new             | 4  | numbers separated by dots",
                "seen:7d             | 5  | add < or >",
                "seen:>soon          | 6  | a number and m, h, d or w",
                "seen:<never         | 5  | never cannot follow",
                "product:\"a         | 8  | closing quote is missing",
                "\"a\"b              | 3  | add a space",
                "a\"b\"              | 1  | add a space",
                "a -                 | 2  | put the minus directly before",
                "--a                 | 1  | use one minus",
                "\"  \"              | 3  | quotes are empty",
                "is:trusted OR tag:a | 11 | for alternatives, use commas",
                "is = trusted        | 3  | add a colon after the field",
                "is=trusted          | 2  | add a colon after the field",
                "os <24.06           | 3  | add a colon after the field",
                "id:zz               | 3  | use hex digits",
                "approval:xyz        | 9  | use a GUID",
            })
    void an_error_has_the_position_and_reason(String text, int position, String reason) {
        FilterException refused = catchThrowableOfType(FilterException.class, () -> read(text));

        assertThat(refused.reason()).contains(reason);
        assertThat(refused.position()).isEqualTo(position);
    }

    @Test
    void a_filter_over_a_limit_is_refused() {
        assertThat(catchThrowableOfType(FilterException.class, () -> read("x".repeat(1_001)))
                        .position())
                .isEqualTo(1_000);
        assertThat(catchThrowableOfType(FilterException.class, () -> read("x ".repeat(21)))
                        .position())
                .isEqualTo(40);
        assertThat(catchThrowableOfType(FilterException.class, () -> read("tag:" + "a,".repeat(50) + "a"))
                        .position())
                .isEqualTo(104);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
        "2001:db8:0:0:0:0:0:7, 2001:db8:0:0:0:0:0:7",
        "::ffff:192.0.2.7, 192.0.2.7"
    })
    void addresses_get_the_form_of_the_log(String address, String logged) throws FilterException {
        assertThat(FilterReader.read("address:" + address, AuditFields.VOCABULARY)
                        .terms())
                .containsExactly(field(false, "address", Comparison.SAME, logged));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "host.example", "192.0.2", "999.999.999.999", "::::", "fe80::1%1"})
    void text_that_is_no_address_is_refused(String text) {
        FilterException refused = catchThrowableOfType(
                FilterException.class, () -> FilterReader.read("address:" + text, AuditFields.VOCABULARY));

        assertThat(refused.reason()).contains("use an IP address");
        assertThat(refused.position()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "-yesterday", "'\"last week\"'"})
    void a_list_without_words_has_only_fields(String text) throws FilterException {
        assertThat(FilterReader.read("at:<7d", OutageFields.VOCABULARY).terms()).hasSize(1);
        assertThat(catchThrowableOfType(FilterException.class, () -> FilterReader.read(text, OutageFields.VOCABULARY))
                        .reason())
                .isEqualTo("this list has no words; use one of at");
    }

    @ParameterizedTest
    @CsvSource({"name:petra", "<7d:", ":x"})
    void a_list_without_fields_has_only_words(String text) throws FilterException {
        assertThat(FilterReader.read("petra <7d", PersonFields.VOCABULARY).terms())
                .hasSize(2);
        assertThat(catchThrowableOfType(FilterException.class, () -> FilterReader.read(text, PersonFields.VOCABULARY))
                        .reason())
                .isEqualTo("this list has no fields; put the text in quotes");
    }

    @Test
    void control_characters_are_refused() {
        assertThat(catchThrowableOfType(FilterException.class, () -> read("\"a\0\""))
                        .position())
                .isEqualTo(2);
    }

    @Test
    void every_example_of_a_device_field_is_a_valid_filter() throws FilterException {
        for (FilterField field : DeviceFields.VOCABULARY.fields()) {
            assertThat(read(field.example()).terms()).as(field.example()).hasSize(1);
        }
    }

    @Property
    void writing_and_parsing_gives_the_same_filter(@ForAll("filters") Filter filter) throws FilterException {
        assertThat(read(filter.text())).isEqualTo(filter);
    }

    @Property
    void any_text_is_valid_or_has_an_error_position(@ForAll("texts") String text) throws FilterException {
        Filter read;
        try {
            read = read(text);
        } catch (FilterException refused) {
            assertThat(refused.position()).isBetween(0, text.length());
            assertThat(refused.reason()).isNotBlank();
            return;
        }
        assertThat(read(read.text())).isEqualTo(read);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "is:", "os:", "seen:", "tag:", "trusted", "24.06", "7d", "<", ">=", ",", "-", "\"", "\\", ":", " ",
                "x");
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                pieces.list().ofMaxSize(15).map(all -> String.join("", all)));
    }

    @Provide
    Arbitrary<Filter> filters() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMinLength(1).ofMaxLength(8),
                        Arbitraries.strings()
                                .withChars("ab<>-:,\"\\ ")
                                .ofMinLength(1)
                                .ofMaxLength(6))
                .filter(text -> !text.isBlank()
                        && text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c)));
        Arbitrary<Filter.Term> words =
                Combinators.combine(Arbitraries.of(true, false), texts).as(Words::new);
        Arbitrary<Filter.Term> fields = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of("product", "tag", "name"),
                        texts.map(text -> new Value(Comparison.SAME, text))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as(Field::new);
        Arbitrary<Filter.Term> versions = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(Comparison.values()),
                        Arbitraries.of("24", "24.06", "24.6.1"))
                .as((negated, comparison, version) ->
                        new Field(negated, "os", List.of(new Value(comparison, version))));
        return Arbitraries.oneOf(words, fields, versions).list().ofMaxSize(6).map(Filter::new);
    }

    private static Field field(boolean negated, String name, Comparison comparison, String operand) {
        return new Field(negated, name, List.of(new Value(comparison, operand)));
    }

    /** Parses a filter of the device list. */
    private static Filter read(String text) throws FilterException {
        return FilterReader.read(text, DeviceFields.VOCABULARY);
    }
}
