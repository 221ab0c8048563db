package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.fake.FakeClaims;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The result of a claim, as the page shows it. */
class ClaimSummaryTest {
    private static final List<DeviceId> CHIPS = FakeClaims.chips(5);
    private static final ClaimList LIST =
            ClaimList.of(CHIPS.stream().map(DeviceId::text).collect(Collectors.joining("\n")));
    private static final ClaimList.Target TOASTERS = new ClaimList.Target("Toaster", "Production");

    @Test
    void refused_devices_have_the_lines_of_the_pasted_text() {
        ClaimSummary summary = pasted(FakeClaims::claim);

        assertThat(summary.sentence()).isEqualTo("4 devices claimed, 1 device refused.");
        assertThat(summary.refused())
                .containsExactly(
                        new ProblemLines.LineProblem(4, CHIPS.get(3).text(), ClaimResult.Code.NOT_FOUND.reason()));
        assertThat(summary.isComplete()).isFalse();
    }

    @Test
    void refused_devices_of_a_file_have_the_line_numbers_of_the_api() {
        String csv = CHIPS.stream()
                .map(chip -> chip + ",Toaster,Production")
                .collect(Collectors.joining("\n", ClaimClient.HEADER + "\n", ""));

        ClaimSummary summary = ClaimSummary.of(FakeClaims.client(), "contoso", csv.getBytes(StandardCharsets.UTF_8));

        assertThat(summary.refused()).extracting(ProblemLines.LineProblem::line).containsExactly(5);
    }

    @Test
    void a_failed_claim_is_not_an_empty_claim() {
        ClaimSummary summary = pasted(request -> {
            throw new OperatorProblem(Problem.of(ProblemType.UNAVAILABLE, "The database is away.", null));
        });

        assertThat(summary.sentence()).isEqualTo("Nothing was claimed.");
        assertThat(summary.stopped()).isNotNull();
        assertThat(summary.isComplete()).isFalse();
    }

    @Test
    void every_refused_device_has_its_reason() {
        ClaimSummary summary = pasted(request -> new ClaimResult(
                0, 0, 0, request.deviceIds().stream().map(FakeClaims::refusal).toList()));

        assertThat(summary.sentence()).isEqualTo("5 devices refused.");
        assertThat(summary.refused().getFirst().reason()).contains("could not be found", "different catalog");
    }

    @Test
    void claimed_moved_and_unchanged_devices_are_counted_separately() {
        ClaimSummary summary = pasted(request -> new ClaimResult(1, 4, 2, List.of()));

        assertThat(summary.sentence()).isEqualTo("1 device claimed, 4 devices moved, 2 devices already in place.");
        assertThat(summary.isComplete()).isTrue();
        assertThat(pasted(request -> new ClaimResult(0, 0, 1, List.of())).sentence())
                .isEqualTo("1 device already in place.");
    }

    @Test
    void only_line_errors_become_line_problems() {
        Problem problem = new Problem(
                "t",
                "t",
                422,
                null,
                null,
                List.of(new FieldError("line 7", "is not right"), new FieldError("group", "is missing")));

        assertThat(ProblemLines.LineProblem.in(problem))
                .containsExactly(new ProblemLines.LineProblem(7, "", "is not right"));
    }

    @Test
    void a_last_line_without_a_line_end_counts() {
        assertThat(ClaimPanel.ClaimFile.lines("a\nb".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(2);
        assertThat(ClaimPanel.ClaimFile.lines("a\nb\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(2);
        assertThat(ClaimPanel.ClaimFile.lines(new byte[0])).isZero();
    }

    /** Claims five pasted device IDs. {@code api} returns the response of the operator API. */
    private static ClaimSummary pasted(Function<ClaimRequest, ClaimResult> api) {
        ClaimClient client = new ClaimClient() {
            @Override
            public ClaimResult claim(String catalog, ClaimRequest devices) {
                return api.apply(devices);
            }

            @Override
            public ClaimResult claimFile(String catalog, byte[] csv) {
                throw new AssertionError("no file was given");
            }

            @Override
            public ClaimChallenges challenges(String catalog, ClaimChallengeRequest devices) {
                throw new AssertionError("no challenge was asked for");
            }
        };
        return ClaimSummary.of(client, "contoso", TOASTERS, LIST, List.of());
    }
}
