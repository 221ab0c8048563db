package dev.holdfast.backend.platform.etag;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parsing and comparison of {@code If-Match} headers: RFC 9110 §13.1.1, entity tags (§8.8.3) and lists (§5.6.1). */
class IfMatchTest {
    private static final String TAG = EntityTag.of("a", 1);

    @Test
    void a_missing_header_or_a_star_matches_any_tag() {
        for (List<String> lines : List.of(List.<String>of(), List.of("*"), List.of(" * "))) {
            assertThatCode(() -> IfMatch.of(lines).require(TAG)).doesNotThrowAnyException();
        }
        assertThatCode(() -> IfMatch.of(null).require(TAG)).doesNotThrowAnyException();
    }

    @Test
    void a_tag_matches_anywhere_in_the_list() {
        for (List<String> lines : List.of(
                List.of(TAG),
                List.of("\"x\", " + TAG),
                List.of("\"x\"," + TAG + " ,\t\"y\""),
                List.of("\"x\"", TAG),
                List.of(", ," + TAG + ","),
                List.of("\"a,b\", W/\"x\", \"\", " + TAG))) {
            assertThatCode(() -> IfMatch.of(lines).require(TAG)).as("%s", lines).doesNotThrowAnyException();
        }
    }

    @Test
    void weak_and_different_tags_never_match() {
        for (String other : List.of("W/" + TAG, "\"x\"", "\"x," + TAG.substring(1), "\"\"")) {
            assertThatThrownBy(() -> IfMatch.of(List.of(other)).require(TAG))
                    .as(other)
                    .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                    .returns(ProblemType.CHANGED_MEANWHILE, ProblemException::type);
        }
    }

    /** Unquoted tags and other values that RFC 9110 does not allow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bogus",
                "",
                ",",
                "\"x",
                "x\"",
                "\"x\" \"y\"",
                "w/\"x\"",
                "*, \"x\"",
                "\"x\", *",
                "\"a b\"",
                "\"x\";"
            })
    void unquoted_tags_are_refused(String bad) {
        assertThatThrownBy(() -> IfMatch.of(List.of(bad)))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .returns(ProblemType.INVALID_REQUEST, ProblemException::type);
    }

    /** A regular expression with backtracking would need some hundred million steps. */
    @Test
    void a_header_full_of_blanks_is_parsed_without_backtracking() {
        for (String blanks : List.of(" ".repeat(19_000), "\t ".repeat(9_500))) {
            assertThatThrownBy(() -> IfMatch.of(List.of("\"a\"," + blanks + "x")))
                    .isInstanceOf(ProblemException.class);
            assertThatThrownBy(() -> IfMatch.of(List.of(blanks + "\"a\"" + blanks + "\"b\"")))
                    .isInstanceOf(ProblemException.class);
        }
    }
}
