package dev.holdfast.backend.tenancy.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The columns {@code effect}, {@code step-up} and {@code approval} of {@code expected-responses.csv}. {@code StepUpTest} calls every
 * operation to check the column {@code step-up}.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OperationEffectsTest {
    private static final ExpectedResponses EXPECTED = ExpectedResponses.read();
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}/";
    private static final String NO_RULE = "no: ";
    private static final Set<String> HARMLESS = Set.of("routine", "reads");
    /** Effects that need a recent sign-in. */
    private static final Set<String> GUARDED = Set.of("trust", "access", "rights", "records");

    @Inject
    SampleCatalogs samples;

    @Test
    void every_writing_operation_is_classified() {
        SoftAssertions softly = new SoftAssertions();
        EXPECTED.operations().forEach(operation -> {
            String effect = cell(operation, "effect");
            boolean installation = !operation.contains("{catalog}");
            boolean stepUp = cell(operation, "step-up").equals("+");
            softly.assertThat(effect.equals("-")).as(operation).isEqualTo(operation.startsWith("GET "));
            if (effect.equals("-") || HARMLESS.contains(effect)) {
                softly.assertThat(stepUp).as(operation).isFalse();
                softly.assertThat(cell(operation, "approval")).as(operation).isEqualTo("-");
            } else {
                softly.assertThat(effect).as(operation).matches(all -> GUARDED.contains(all) || all.equals("software"));
                softly.assertThat(stepUp)
                        .as("%s needs a recent sign-in", operation)
                        .isEqualTo(GUARDED.contains(effect) || installation);
                softly.assertThat(rules(operation).isEmpty())
                        .as(operation)
                        .isEqualTo(cell(operation, "approval").startsWith(NO_RULE));
                softly.assertThat(!installation || rules(operation).isEmpty())
                        .as("%s has no catalog and so no rules", operation)
                        .isTrue();
            }
        });
        softly.assertAll();
        assertThat(EXPECTED.operations().stream()
                        .flatMap(operation -> rules(operation).stream())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ApprovalOperation.values())
                        .map(ApprovalOperation::name)
                        .toList());
    }

    /** Turns on all rules. Requests for approval have tests of their own. */
    @Test
    void exactly_the_classified_operations_wait_for_approval() {
        SampleCatalogs.Catalog catalog = samples.create();
        Operator owner = catalog.in("owner");
        owner.request()
                .contentType("application/json")
                .body(Map.of("operations", optionalRules(), "comment", "Two see more than one."))
                .put(OperatorApi.BASE + catalog.fleet().path("approvals/rules"))
                .then()
                .statusCode(200);
        SoftAssertions softly = new SoftAssertions();
        for (Request request : Request.all()) {
            String operation = request.operation();
            if (!request.reads() && request.isInCatalog() && !operation.contains("/approvals/")) {
                samples.finishJobs(catalog.id());
                HttpResponse<String> answer = Client.ask(owner, effective(request), catalog.ids());
                softly.assertThat(waitingFor(answer))
                        .as("%s: %d %s", operation, answer.statusCode(), answer.body())
                        .matches(rule -> rules(operation).isEmpty()
                                ? rule.isEmpty()
                                : rules(operation).contains(rule) || wasRequestedBefore(answer));
            }
        }
        softly.assertAll();
    }

    /** An empty capability file and unchanged settings need no approval. */
    private static Request effective(Request request) {
        return request.withBody(request.body()
                .replace("\"capabilities\":[]", "\"capabilities\":[\"FieldServicing\"]")
                .replace("\"osFeedType\":\"Retail\"", "\"osFeedType\":\"RetailEval\""));
    }

    @Test
    void the_documented_operations_match_the_table() throws IOException {
        String documented = Files.readString(Path.of("../docs/roles.md"), StandardCharsets.UTF_8);

        List<String> rows = EXPECTED.operations().stream()
                .filter(operation -> !HARMLESS.contains(cell(operation, "effect")))
                .filter(operation -> !operation.startsWith("GET "))
                .map(OperationEffectsTest::documented)
                .toList();
        assertThat(documented).contains(String.join("\n", rows) + "\n\n");
    }

    private static String documented(String operation) {
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        operation.replace(CATALOG, "").replace(OperatorApi.BASE, ""),
                        scope(operation),
                        cell(operation, "effect"),
                        roles(operation),
                        cell(operation, "step-up").equals("+") ? "✓" : " ",
                        rules(operation).isEmpty()
                                ? cell(operation, "approval")
                                : rules(operation).stream()
                                        .map(rule -> "`" + rule + "`")
                                        .collect(Collectors.joining(", ")));
    }

    private static String scope(String operation) {
        if (Stream.of("{group}", "{deviceId}", "{rollout}").anyMatch(operation::contains)) {
            return "group";
        }
        return operation.contains("{product}")
                ? "product"
                : operation.contains("{catalog}") ? "catalog" : "installation";
    }

    /** Returns the roles that may call an operation. Owners of the installation may call every operation. */
    private static String roles(String operation) {
        String roles = EXPECTED.successfulCallers(operation).stream()
                .filter(ExpectedResponses.ROLES::contains)
                .map(role -> role.replace('-', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return roles.isEmpty() ? "installation owner" : roles;
    }

    private static List<String> rules(String operation) {
        String cell = cell(operation, "approval");
        return cell.equals("-") || cell.startsWith(NO_RULE) ? List.of() : List.of(cell.split("\\|", -1));
    }

    private static String cell(String operation, String column) {
        return EXPECTED.cell(operation, column);
    }

    private static List<String> optionalRules() {
        return Arrays.stream(ApprovalOperation.values())
                .filter(operation -> operation != ApprovalOperation.CHANGE_APPROVAL_RULES)
                .map(ApprovalOperation::name)
                .toList();
    }

    /** Returns the operation of the request for approval in a response; empty if there is none. */
    private static String waitingFor(HttpResponse<String> answer) {
        if (!answer.body().startsWith("{")) {
            return "";
        }
        JsonObject body = new JsonObject(answer.body());
        Object approval = body.containsKey("requestedBy") ? body : body.getValue("approval");
        return approval instanceof JsonObject found ? found.getString("operation", "") : "";
    }

    /** Returns whether an earlier request for the same waits. */
    private static boolean wasRequestedBefore(HttpResponse<String> answer) {
        return answer.statusCode() == ProblemType.CONFLICT.status()
                && answer.body().contains("waits for approval");
    }
}
