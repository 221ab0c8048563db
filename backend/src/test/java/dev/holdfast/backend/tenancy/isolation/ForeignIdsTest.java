package dev.holdfast.backend.tenancy.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Valid requests with IDs of another catalog in path or body (Mender CVE-2024-46948), at every operation and for every permitted role. The
 * column {@code foreign} of {@code expected-responses.csv} has the status. The response is the one for IDs that do not exist.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ForeignIdsTest {
    private static final ExpectedResponses EXPECTED = ExpectedResponses.read();

    private static final int ACCEPTED = 202;

    /** Error texts shorten a device ID to this number of digits. */
    private static final int SHORTENED = 12;

    /** Reads the refused devices of a job. */
    private static final Request REFUSALS = Request.all().stream()
            .filter(request -> request.operation().endsWith("/device-jobs/{id}/refusals"))
            .findFirst()
            .orElseThrow();

    @Inject
    SampleCatalogs samples;

    @Inject
    CatalogRows state;

    private final SoftAssertions softly = new SoftAssertions();
    /** The catalog in which the requests are sent. */
    private CatalogId ours = CatalogId.INSTALLATION;

    /** Sends each request as the first and the last role for which it succeeds. */
    @Test
    void foreign_ids_in_a_path_or_body_look_like_unknown_ones() {
        askAll(roles -> roles.size() > 2 ? List.of(roles.getFirst(), roles.getLast()) : roles);
    }

    @Tag("sweep")
    @Test
    void foreign_ids_in_a_path_or_body_look_like_unknown_ones_to_each_role() {
        askAll(roles -> roles);
    }

    /** Sends every request. {@code some} selects roles from those for which a request succeeds. */
    private void askAll(UnaryOperator<List<String>> some) {
        SampleCatalogs.Catalog mine = samples.create();
        SampleCatalogs.Catalog theirs = samples.create();
        ours = mine.id();
        Map<String, String> before = state.of(theirs.id());
        for (Request request : Request.all()) {
            if (request.isInCatalog()) {
                for (String role : some.apply(EXPECTED.successfulCallers(request.operation()))) {
                    Operator who = role.equals("installation-owner") ? Operator.installationOwner() : mine.in(role);
                    ask(who, role, request, mine.ids(), theirs.ids());
                }
            }
        }
        softly.assertAll();
        assertThat(state.of(theirs.id())).isEqualTo(before);
    }

    /** Sends a request with each foreign ID, and again with an ID that does not exist. Both responses must be equal. */
    private void ask(Operator who, String role, Request request, SampleIds mine, SampleIds theirs) {
        SampleIds nobodys = theirs.invented();
        List<List<String>> named = named(request, mine, theirs);
        softly.assertThat(EXPECTED.cell(request.operation(), "foreign").equals("-"))
                .as("%s names %s", request, named)
                .isEqualTo(named.isEmpty());
        for (List<String> names : named) {
            String answer = answer(who, request, names, mine, theirs);
            softly.assertThat(EXPECTED.foreign(request.operation(), names))
                    .as("%s at %s with a foreign %s: %s", role, request, names, answer)
                    .contains(answer.split(" ", 2)[0]);
            softly.assertThat(answer)
                    .as("%s at %s with a foreign %s and an invented one", role, request, names)
                    .isEqualTo(answer(who, request, names, mine, nobodys));
        }
    }

    /** Returns the table's word for the result, a space, and the response to compare. */
    private String answer(Operator who, Request request, List<String> names, SampleIds mine, SampleIds others) {
        HttpResponse<String> answer = Client.ask(who, request, mine.with(names, others));
        String body = answer.body();
        if (request.operation().contains("/device-jobs/") && answer.statusCode() == ACCEPTED) {
            samples.finishJobs(ours);
            String job = new JsonObject(body).getString("id");
            body += Client.ask(who, REFUSALS, mine.with("device-jobs/id", job)).body();
        }
        return word(answer) + " " + plain(body, names, others);
    }

    /** Returns the table's word for a status: "each" for any success. */
    private static String word(HttpResponse<String> answer) {
        return ExpectedResponses.isSuccess(answer.statusCode()) ? "each" : Integer.toString(answer.statusCode());
    }

    /** Returns the sets of IDs to replace: each ID alone, and all together. */
    private static List<List<String>> named(Request request, SampleIds mine, SampleIds theirs) {
        List<String> names = request.ids().stream()
                .filter(name -> !mine.get(name).equals(theirs.get(name)))
                .toList();
        List<List<String>> all = new ArrayList<>(names.stream().map(List::of).toList());
        if (names.size() > 1) {
            all.add(names);
        }
        return all;
    }

    /** Returns a response without values that always differ: names in the request, generated IDs and times. */
    private static String plain(String body, List<String> names, SampleIds named) {
        String plain = body;
        for (String name : names) {
            String value = named.get(name);
            plain = plain.replace(value, name);
            if (value.length() > SHORTENED) {
                plain = plain.replace(value.substring(0, SHORTENED), name);
            }
        }
        return plain.replaceAll("\"(requestId|id|asOf|nonce|\\w+At|\\w+Until)\":\"[^\"]*\"", "$1");
    }
}
