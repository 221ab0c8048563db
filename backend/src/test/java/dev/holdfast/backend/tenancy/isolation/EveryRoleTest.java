package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.OpenApiDocument;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every role sends every valid request in its own catalog. Expected are the columns of callers in {@code expected-responses.csv}. Successes
 * have the documented status, and new resources can be read at their address. The column {@code entry} says which operations write an audit
 * entry. The entry exists when the response arrives.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EveryRoleTest {
    private static final ExpectedResponses EXPECTED = ExpectedResponses.read();
    /** Roles that every test run tests. A sweep tests the others. */
    private static final List<String> FEW = List.of("reader", "contributor", "owner");
    /** Counts the audit entries of an actor in the current catalog. */
    private static final String ENTRIES = "select count(*) from audit_entry where actor = $1";

    @Inject
    SampleCatalogs samples;

    @Inject
    @All
    List<Listing<?>> lists;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    private final SoftAssertions softly = new SoftAssertions();
    /** Documented success statuses by operation. */
    private Map<String, Set<String>> documented = Map.of();

    private SampleIds installation = new SampleIds(InstallationSampleIds.WORDS);

    /** A person who sends all requests, in a catalog that only this person uses. */
    private record Caller(String role, String name, Operator operator, SampleCatalogs.Catalog catalog) {}

    @Test
    void every_operation_answers_readers_contributors_and_owners_as_the_table_says() {
        sendAll(FEW);
        SampleCatalogs.Catalog catalog = samples.create();
        String name = "admin-of-" + catalog.secret();
        sendAll(new Caller("installation-owner", name, new Operator(Tokens.of(name, "/installation/owner")), catalog));
        for (Request request : Request.all()) {
            SampleIds ids = request.isInCatalog() ? catalog.ids() : installation;
            check("anonymous", request, Client.ask(null, request, ids));
        }
        softly.assertAll();
    }

    @Tag("sweep")
    @Test
    void every_operation_answers_every_role_as_the_table_says() {
        sendAll(ExpectedResponses.ROLES.stream()
                .filter(role -> !FEW.contains(role))
                .toList());
        softly.assertAll();
    }

    /** Sends all requests as a person with each role, in a new catalog. */
    private void sendAll(List<String> roles) {
        installation = InstallationSampleIds.create();
        documented = documented();
        for (String role : roles) {
            SampleCatalogs.Catalog catalog = samples.create();
            sendAll(new Caller(role, role + "-of-" + catalog.fleet().catalog(), catalog.in(role), catalog));
        }
    }

    /** Sends every request once, and requests about lists once for each list. */
    private void sendAll(Caller caller) {
        SampleIds ids = samples.of(caller.catalog, caller.operator, caller.name);
        for (Request request : Request.all()) {
            SampleIds about = request.isInCatalog() ? ids : installation;
            for (String list : request.operation().contains("{list}") ? names() : List.of("")) {
                send(caller, request, about.with("list", list));
            }
        }
    }

    /** Sends a request and checks its status and its audit entry. */
    private void send(Caller caller, Request request, SampleIds about) {
        if (request.operation().startsWith("POST") && request.operation().contains("/device-jobs/")) {
            // A catalog can have only a few running jobs.
            samples.finishJobs(caller.catalog.id());
        }
        boolean leavesEntry = EXPECTED.cell(request.operation(), "entry").equals("+");
        long before = leavesEntry ? entries(caller) : 0;
        HttpResponse<String> answer = Client.ask(caller.operator, request, about);
        check(caller.role, request, answer);
        if (answer.statusCode() == 201) {
            checkCreated(caller, request, answer);
        }
        if (caller.role.equals("installation-owner") && ExpectedResponses.isSuccess(answer.statusCode())) {
            softly.assertThat(documented.get(request.operation()))
                    .as("the documented statuses of %s", request)
                    .contains(Integer.toString(answer.statusCode()));
        }
        if (leavesEntry && ExpectedResponses.isSuccess(answer.statusCode())) {
            softly.assertThat(entries(caller))
                    .as("entries in the audit log after %s", request)
                    .isGreaterThan(before);
        }
    }

    /** Checks that the new resource can be read at its address, with its tag. */
    private void checkCreated(Caller caller, Request request, HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        softly.assertThat(location).as("Location of %s", request).isNotEmpty();
        if (!location.isEmpty()) {
            HttpResponse<String> read = Client.get(caller.operator, location);
            softly.assertThat(read.statusCode())
                    .as("%s of %s: %s", location, request, read.body())
                    .isEqualTo(200);
            softly.assertThat(read.headers().firstValue("ETag"))
                    .as("ETag of %s", request)
                    .isPresent()
                    .isEqualTo(answer.headers().firstValue("ETag"));
        }
    }

    /** Returns the documented success statuses by operation, without 202 for requests for approval. */
    private static Map<String, Set<String>> documented() {
        Map<String, Set<String>> statuses = new HashMap<>();
        OpenApiDocument.read()
                .operations()
                .forEach((operation, described) -> statuses.put(
                        operation,
                        OpenApiDocument.map(described, "responses").entrySet().stream()
                                .filter(response -> response.getKey().startsWith("2"))
                                .filter(response -> !response.getKey().equals("202")
                                        || !response.getValue().toString().matches(".*Awaits?Approval.*"))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet())));
        return statuses;
    }

    /** Returns the number of the person's entries in the logs of catalog and installation. */
    private long entries(Caller caller) {
        return entries(caller.catalog.id(), caller.name) + entries(CatalogId.INSTALLATION, caller.name);
    }

    private long entries(CatalogId log, String actor) {
        return OnVertx.await(
                vertx, () -> transactions.inCatalog(log, sql -> sql.one(ENTRIES, row -> row.getLong(0), actor)));
    }

    /** Returns the names of all lists, such as "devices". */
    private List<String> names() {
        return lists.stream().map(Listing::name).toList();
    }

    /** Checks a status against the table's cell for the operation and the caller. */
    private void check(String caller, Request request, HttpResponse<String> answer) {
        softly.assertThat(EXPECTED.isExpected(request.operation(), caller, answer.statusCode()))
                .as(
                        "%s at %s should get %s, not %d %s",
                        caller, request, EXPECTED.cell(request.operation(), caller), answer.statusCode(), answer.body())
                .isTrue();
    }
}
