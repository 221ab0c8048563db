package dev.holdfast.backend.tenancy.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Search and invitation of people through the identity provider, also while the provider fails. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PeopleTest {
    /** Form of a first password. */
    private static final String PASSWORD = "[A-Z]([a-z2-9]{3}-[a-z2-9]){4}[a-z2-9]{2}[2-9]";

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    private String catalog = "";
    private String people = "";
    private Operator owner = new Operator("");

    @BeforeEach
    void openCatalog() {
        catalog = Operator.newCatalog();
        people = "catalogs/" + catalog + "/people";
        owner = Operator.in(catalog, "owner");
    }

    @Test
    void owners_find_people_by_parts_of_their_names() {
        owner.get(people + "?filter=pichl petr")
                .statusCode(200)
                .body("items.name", contains("Petra Pichler"))
                .body("items.userName", contains("petra.pichler"))
                .body("items.subject", contains("id-of-petra.pichler"))
                .body("items.emailVerified", contains(true));
        owner.get(people + "?filter=nobody.at.all").body("items", empty());
        Operator.installationOwner().get("people?filter=petra").body("items.name", contains("Petra Pichler"));
    }

    @Test
    void disabled_people_are_not_found() {
        owner.get(people + "?filter=gustav").statusCode(200).body("items", empty());
    }

    /** A search needs two letters or digits in a row. Wildcards, quotation marks and backslashes are refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "  p  ",
                "**",
                "pe*",
                "%25%25",
                "\"pet\\\"ra\"",
                "-petra",
                "name:petra",
                "a b c",
                "p\\e",
                "--"
            })
    void broad_searches_are_refused(String text) {
        owner.request()
                .queryParam("filter", text)
                .get(OperatorApi.BASE + people)
                .then()
                .statusCode(400)
                .body("errors.field", contains("filter"));
    }

    @Test
    void people_are_visible_only_to_owners() {
        owner.get("me").body("findsPeople", equalTo(true));
        Operator.in(catalog, "publisher").get("me").body("findsPeople", equalTo(false));
        for (String role : List.of("publisher", "contributor", "security-analyst", "approver", "reader")) {
            Operator.in(catalog, role)
                    .get(people + "?filter=petra")
                    .statusCode(403)
                    .body("detail", containsString("OWNER"));
        }
        Operator.in(Operator.newCatalog(), "owner")
                .get(people + "?filter=petra")
                .statusCode(404);
        owner.get("people?filter=petra").statusCode(403);
        Operator service = new Operator(owner.post(
                        "catalogs/" + catalog + "/tokens",
                        Map.of("kind", "SERVICE", "name", "robot", "role", "OWNER", "days", 1))
                .extract()
                .path("secret"));
        service.get(people + "?filter=petra").statusCode(403);
        service.post(people, invitation("ina")).statusCode(403);
    }

    @Test
    void an_invited_person_has_a_one_time_password_and_no_role() {
        String userName = unique();
        ValidatableResponse invited = owner.post(people, invitation(userName))
                .statusCode(201)
                .body("firstPassword", matchesPattern(PASSWORD))
                .body("person.name", equalTo("Ina Invited"))
                .body("person.email", equalTo(userName + "@example.org"))
                .body("person.emailVerified", equalTo(false));

        owner.get(people + "?filter=" + userName)
                .body("items.subject", contains(invited.extract().<String>path("person.subject")));
        owner.get("catalogs/" + catalog + "/members").body("items", empty());
        String log = owner.get("catalogs/" + catalog + "/audit").extract().asString();
        assertThat(log)
                .contains("InvitePerson", userName, userName + "@example.org")
                .doesNotContain(invited.extract().<String>path("firstPassword"));
        Operator.installationOwner()
                .get("audit?filter=action:InvitePerson")
                .body("items[0].actor", equalTo("owner-of-" + catalog))
                .body("items[0].after.account", equalTo(userName))
                .body("items[0].after.email", equalTo(userName + "@example.org"));
    }

    /** Revoking a manufacturer locks the logs of catalogs first, then the log of the installation. Invitations must use the same order. */
    @Test
    void an_invitation_cannot_deadlock_with_entries_in_both_logs() throws Exception {
        String id = owner.get("catalogs/" + catalog).extract().path("id");
        try (Connection other = database.getConnection();
                Connection watch = database.getConnection();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            other.setAutoCommit(false);
            lockLog(other, id);
            Future<ValidatableResponse> invitation = thread.submit(() -> owner.post(people, invitation(unique())));
            while (!waits(watch)) {
                Thread.onSpinWait();
            }
            lockLog(other, CatalogId.INSTALLATION.toString());
            other.commit();

            invitation.get().statusCode(201);
        }
    }

    /** Locks the audit log of a catalog or of the installation until the transaction ends. */
    private static void lockLog(Connection connection, String catalog) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local holdfast.catalog = '" + catalog + "'");
            statement.execute("select from audit_counter where catalog_id = '" + catalog + "' for update");
        }
    }

    /** Returns whether a statement waits for the lock of an audit log. */
    private static boolean waits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeQuery("""
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%audit_counter%'""").next();
        }
    }

    @Test
    void an_address_in_use_cannot_be_invited() {
        Map<String, Object> invitation = invitation(unique());
        invitation.put("email", "Petra.Pichler@example.org");
        owner.post(people, invitation).statusCode(409).body("detail", containsString("Assign the role to them"));

        invitation.put("userName", "petra.pichler@example.org");
        invitation.put("email", unique() + "@example.org");
        owner.post(people, invitation).statusCode(400).body("errors.field", contains("userName"));

        String address = unique() + "@example.org";
        invitation.put("userName", address);
        invitation.put("email", address);
        owner.post(people, invitation).statusCode(201);
        invitation.put("userName", unique());
        owner.post(people, invitation).statusCode(409);
    }

    @Test
    void owners_of_a_product_can_find_but_not_invite_people() {
        owner.post("catalogs/" + catalog + "/products", Map.of("name", "Toaster", "description", ""))
                .statusCode(201);
        String name = unique();
        owner.post(
                        "catalogs/" + catalog + "/members",
                        Map.of(
                                "kind",
                                "SUBJECT",
                                "grantee",
                                "id-of-" + name,
                                "name",
                                name,
                                "role",
                                "OWNER",
                                "product",
                                "Toaster"))
                .statusCode(201);

        Operator.named(name).get(people + "?filter=petra").statusCode(200);
        Operator.named(name)
                .post(people, invitation(unique()))
                .statusCode(403)
                .body("detail", containsString("only some of its products or device groups"));
    }

    /** The owner invited 49 people 20 hours ago. One more reaches the limit of 50 a day. The next invitation is possible in 4 hours. */
    @Test
    void invitations_per_person_and_day_are_limited() {
        OnVertx.await(
                vertx,
                () -> transactions.inInstallation(sql -> sql.list(
                        "select record_invitation($1 || i, $1, current_catalog_id(), now() - interval '20 hours', now() - interval '1 day', 50) as k"
                                + " from generate_series(1, 49) as i",
                        row -> row.getBoolean("k"),
                        "id-of-owner-of-" + catalog)));

        owner.post(people, invitation(unique())).statusCode(201);
        String oneTooMany = unique();
        String wait = owner.post(people, invitation(oneTooMany))
                .statusCode(429)
                .body("detail", containsString("50 people"))
                .extract()
                .header("Retry-After");
        assertThat(Long.parseLong(wait)).as("until the first is a day old").isBetween(14_000L, 14_401L);
        owner.get(people + "?filter=" + oneTooMany).body("items", empty());
        Operator.installationOwner().post(people, invitation(unique())).statusCode(201);
    }

    @Test
    void an_account_is_deleted_if_the_providers_response_was_lost() {
        owner.post(people, invitation("lost.answer"))
                .statusCode(503)
                .body("detail", containsString("Keycloak does not answer"));

        owner.get(people + "?filter=lost.answer").statusCode(200).body("items", empty());
    }

    @Test
    void an_account_is_deleted_if_the_provider_fails_after_creating_it() {
        owner.post(people, invitation("broken.answer"))
                .statusCode(503)
                .body("detail", containsString("failed to create the account (status 500). Nobody was invited"));

        owner.get(people + "?filter=broken.answer").statusCode(200).body("items", empty());
    }

    @Test
    void an_account_that_may_still_appear_is_logged() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(KeycloakPeople.class.getName());
        log.addHandler(listening);
        try {
            owner.post(people, invitation("late.account")).statusCode(503);
        } finally {
            log.removeHandler(listening);
        }

        assertThat(logged).anyMatch(line -> line.contains("may have kept the account late.account"));
    }

    @Test
    void concurrent_invitations_with_one_address_are_detected() {
        owner.post(people, invitation("twin.one"))
                .statusCode(409)
                .body("detail", containsString("Assign the role to them"));

        owner.get(people + "?filter=twin").body("items.userName", contains("twin.two"));
    }

    @Test
    void a_repeated_invitation_runs_once_and_its_password_is_not_stored() {
        Map<String, Object> invitation = invitation(unique());
        String key = UUID.randomUUID().toString();
        String password = again(key, invitation).statusCode(201).extract().path("firstPassword");

        again(key, invitation)
                .statusCode(409)
                .body("detail", containsString("a secret that is shown once"))
                .body("detail", containsString(OperatorApi.BASE + people + "/"));

        UUID id = UUID.fromString(owner.get("catalogs/" + catalog).extract().path("id"));
        List<String> kept = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        new CatalogId(id),
                        sql -> sql.list("select k::text as k from idempotency_key k", row -> row.getString("k"))));
        assertThat(kept).hasSize(1).noneMatch(row -> row.contains(password));
    }

    @Test
    void an_existing_person_is_not_invited_again() {
        owner.post(people, invitation("petra.pichler"))
                .statusCode(409)
                .body("detail", containsString("Assign the role to them"));
    }

    @Test
    void refusals_of_the_provider_are_reported() {
        owner.post(people, invitation("weak.password"))
                .statusCode(409)
                .body("detail", containsString("minimum length 32. Create"));
        owner.post(people, invitation("odd.address"))
                .statusCode(400)
                .body("errors.field", contains("email"))
                .body("errors[0].message", containsString("must be an e-mail address"));
    }

    @Test
    void all_wrong_fields_are_named() {
        owner.post(people, Map.of("userName", "Ina Invited", "email", "none", "firstName", "", "lastName", "x"))
                .statusCode(400)
                .body("errors.field", contains("userName", "email", "firstName"));
        owner.post(people, Map.of()).statusCode(400);
        owner.post(people, invitation("system")).statusCode(400).body("errors.field", contains("userName"));
    }

    /** Faults of the fake provider: status 502, status 403, and no response. */
    @ParameterizedTest
    @ValueSource(strings = {"outage", "forbidden", "silence"})
    void a_provider_outage_returns_503(String fault) {
        owner.get(people + "?filter=" + fault)
                .statusCode(503)
                .body("type", equalTo("/api/problems#unavailable"))
                .body("detail", containsString("Keycloak"));
    }

    @Test
    void requests_to_a_silent_provider_use_a_limited_share_of_threads() {
        String response = "";
        AtomicBoolean refused = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Each thread repeats its search, because the limit can refuse its first one.
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    while (!refused.get()) {
                        owner.get(people + "?filter=silence").statusCode(503);
                    }
                });
            }
            Instant end = Instant.now().plus(Duration.ofMinutes(1));
            while (!response.contains("too many requests") && Instant.now().isBefore(end)) {
                response = owner.get(people + "?filter=petra").extract().asString();
            }
            refused.set(true);
        }
        assertThat(response).contains("too many requests");
        owner.get(people + "?filter=petra").statusCode(200);
    }

    /** Invites a person with an idempotency key. */
    private ValidatableResponse again(String key, Map<String, Object> body) {
        return owner.request()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post(OperatorApi.BASE + people)
                .then();
    }

    /** Returns an unused user name. */
    private static String unique() {
        return "u" + UUID.randomUUID();
    }

    /** Returns the body of an invitation. */
    private static Map<String, Object> invitation(String userName) {
        return new HashMap<>(Map.of(
                "userName", userName, "email", userName + "@example.org", "firstName", "Ina", "lastName", "Invited"));
    }
}
