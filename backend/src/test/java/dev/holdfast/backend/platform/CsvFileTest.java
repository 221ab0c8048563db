package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.backend.platform.csv.CsvFile;
import dev.holdfast.backend.platform.csv.CsvLine;
import dev.holdfast.backend.platform.csv.UnreadableCsvException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads CSV files as spreadsheet programs write them. */
class CsvFileTest {
    /** Maximum number of rows after the header. */
    private static final int MAX = 100;

    private static final List<String> HEADER = List.of("Name", "Size");

    @Test
    void commas_semicolons_and_tabs_separate_and_a_byte_order_mark_is_ignored() {
        for (String separator : List.of(",", ";", "\t")) {
            for (String start : List.of("", "\uFEFF")) {
                assertThat(read(start + "name" + separator + "Size\r\na" + separator + " 1 \r\n"))
                        .containsExactly(new CsvLine(2, List.of("a", "1")));
            }
        }
    }

    /**
     * Rows a, b, d and e begin in lines 4, 5, 10 and 12. Empty lines and rows without values are skipped, and row b has a text of three
     * lines.
     */
    @Test
    void line_numbers_match_a_text_editor() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String csv =
                    String.join(end, "", "Name,Size", "", "a,1", "\"b", "", "c\",2", "", "", "d,3", ",", "e,\"4\"");
            for (String last : List.of("", end, end + end)) {
                assertThat(read(csv + last)).extracting(CsvLine::number).containsExactly(4, 5, 10, 12);
            }
        }
    }

    @Test
    void an_unclosed_quote_is_reported_with_its_line() {
        for (String bad : List.of("\"c,3\nd,4\n", "\"c\"x,3\nd,4\n", "c,\"3")) {
            assertThatExceptionOfType(UnreadableCsvException.class)
                    .isThrownBy(() -> read("Name,Size\na,1\n\n" + bad))
                    .satisfies(problem -> {
                        assertThat(problem.place()).isEqualTo("line 4");
                        assertThat(problem.problem())
                                .contains("quotation mark that is not closed")
                                .doesNotContain("EOF", "xception", "token");
                    });
        }
    }

    @Test
    void text_outside_utf_8_is_reported_with_its_line_and_a_fix() {
        String csv = "Name,Size\na,1\nü,2\n";
        assertThat(read(csv)).hasSize(2);
        for (Charset other : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertUnreadable(csv.getBytes(other), "line 1", "CSV UTF-8");
        }
        assertUnreadable(csv.getBytes(StandardCharsets.ISO_8859_1), "line 3", "CSV UTF-8");
        assertUnreadable("Name,Size\na,1\nb,\0\n".getBytes(StandardCharsets.UTF_8), "line 3", "CSV UTF-8");
    }

    @Test
    void a_wrong_header_and_too_many_rows_are_refused() {
        assertUnreadable(new byte[0], "line 1", "must be Name,Size");
        assertUnreadable("\n\nName\n".getBytes(StandardCharsets.UTF_8), "line 3", "it is 'Name'");
        assertUnreadable(
                ("Name,Size\n" + "a,1\n".repeat(MAX + 1)).getBytes(StandardCharsets.UTF_8),
                "line " + (MAX + 2),
                "at most " + MAX);
        assertThat(read("Name,Size\n" + "a,1\n".repeat(MAX))).hasSize(MAX);
        assertThat(CsvFile.read("Name,Size,More\na,1,x\n".getBytes(StandardCharsets.UTF_8), MAX, HEADER, "More"))
                .containsExactly(new CsvLine(2, List.of("a", "1", "x")));
    }

    /** Asserts that a file is refused. {@code place} is the line in the error, and {@code problem} a part of its text. */
    private static void assertUnreadable(byte[] content, String place, String problem) {
        assertThatExceptionOfType(UnreadableCsvException.class)
                .isThrownBy(() -> CsvFile.read(content, MAX, HEADER))
                .satisfies(unreadable -> {
                    assertThat(unreadable.place()).isEqualTo(place);
                    assertThat(unreadable.problem()).contains(problem);
                });
    }

    private static List<CsvLine> read(String csv) {
        return CsvFile.read(csv.getBytes(StandardCharsets.UTF_8), MAX, HEADER);
    }
}
