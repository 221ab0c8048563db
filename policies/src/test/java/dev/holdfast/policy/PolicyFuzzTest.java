package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz targets for policies that operators write: YAML, test cases and CEL. CONTRIBUTING.md describes how to fuzz. */
class PolicyFuzzTest {
    private static final FactTypes FACTS = FactTypes.of(Kind.ATTESTATION);
    private static final Map<String, Object> LARGEST = FACTS.largest();

    @MethodSource("policies")
    @FuzzTest(maxDuration = "60s")
    void policy(byte[] yaml) {
        String text = text(yaml);
        for (Kind kind : Kind.values()) {
            PolicyReview review = PolicyReview.of(kind, text, "");
            if (review.policyProblems().isEmpty()) {
                assertThat(review.title()).isNotBlank();
            } else {
                assertThat(review.policyProblems())
                        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
            }
        }
    }

    @MethodSource("caseFiles")
    @FuzzTest(maxDuration = "60s")
    void cases(byte[] yaml) {
        try {
            PolicyCases cases = PolicyCases.read(text(yaml));
            assertThat(cases.merged()).hasSameSizeAs(cases.cases());
        } catch (PolicyException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void condition(byte[] cel) {
        String when = text(cel);
        decide(when, null, null);
        List<?> items = (List<?>) Objects.requireNonNull(LARGEST.get("measurements"));
        decide(when, FACTS.itemType("measurements").orElseThrow(), items.getFirst());
    }

    private static void decide(String when, @Nullable CelType type, @Nullable Object item) {
        try {
            Condition condition = Condition.compile(when, FACTS, type);
            assertThat(condition.cost()).isPositive();
            condition.holds(LARGEST, item);
        } catch (PolicyException e) {
            assertThat(e.problems()).isNotEmpty();
        } catch (CelEvaluationException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static Stream<byte[]> policies() {
        return shipped(".yaml");
    }

    static Stream<byte[]> caseFiles() {
        return shipped(".tests.yaml");
    }

    private static Stream<byte[]> shipped(String suffix) {
        return ShippedPolicies.IDS.stream().map(id -> resource("/dev/holdfast/policy/shipped/" + id + suffix));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(PolicyFuzzTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
