package dev.holdfast.backend.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.audit.SealAuditLogs;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.feed.EventFeed;
import dev.holdfast.backend.platform.feed.EventFeed.Page;
import dev.holdfast.backend.platform.feed.EventFeed.Positioned;
import dev.holdfast.backend.platform.feed.EventFeed.Selection;
import dev.holdfast.backend.platform.feed.EventPosition;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.isolation.SampleCatalogs;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.event.EventKinds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stream of events: order, resumption, filters and limits. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EventsTest {
    private static final Selection TESTED = new Selection(List.of("ProductDescribed"), List.of());

    @Inject
    Transactions transactions;

    @Inject
    EventFeed feed;

    @Inject
    SealAuditLogs seal;

    @Inject
    SampleCatalogs samples;

    @Inject
    Vertx vertx;

    /** An event as a client reads it. */
    private record Received(String id, String name, JsonObject data) {}

    /** An open stream. */
    private static final class Client implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Stream<String> body;
        private final Iterator<String> lines;
        private String id = "";

        Client(Operator who, String path, String lastEventId) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + OperatorApi.BASE + path))
                    .header("Authorization", who.authorization());
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<Stream<String>> response = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            body = response.body();
            lines = body.iterator();
        }

        /** Waits until the server has sent a position. */
        Client opened() {
            while (id.isEmpty()) {
                read(lines.next());
            }
            return this;
        }

        Received next() {
            String name = "";
            while (true) {
                String line = lines.next();
                read(line);
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    // The ID may follow the data.
                    for (String rest = lines.next(); !rest.isEmpty(); rest = lines.next()) {
                        read(rest);
                        name = rest.startsWith("event:") ? rest.substring(6).strip() : name;
                    }
                    return new Received(id, name, new JsonObject(line.substring(5)));
                }
            }
        }

        private void read(String line) {
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            }
        }

        @Override
        public void close() {
            body.close();
            http.shutdownNow();
        }
    }

    @Test
    void a_client_that_reconnects_with_the_last_event_id_gets_every_event_in_order() throws Exception {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(1);
        String device = chips.getFirst().text();
        Received claimed;
        try (Client client = new Client(fleet.owner(), fleet.path("events?kind=DeviceClaimed,DeviceMoved"), "")) {
            client.opened();
            fleet.claim("Production", chips);
            claimed = client.next();
        }
        assertThat(claimed.name()).isEqualTo("DeviceClaimed");
        assertThat(claimed.data().getString("kind")).isEqualTo("DeviceClaimed");
        assertThat(claimed.data().getString("subject")).isEqualTo(device);
        assertThat(claimed.data().getInstant("at")).isNotNull();
        assertThat(claimed.data().getJsonObject("payload").getString("group")).contains("Production");
        fleet.claim("Development", chips);
        fleet.claim("Production", chips);

        try (Client client =
                new Client(fleet.owner(), fleet.path("events?kind=DeviceClaimed,DeviceMoved"), claimed.id())) {
            List<Received> moved = List.of(client.next(), client.next());
            assertThat(moved).extracting(Received::name).containsExactly("DeviceMoved", "DeviceMoved");
            assertThat(moved.getFirst().data().getJsonObject("payload").getString("group"))
                    .contains("Development");
        }
    }

    @Test
    void a_role_in_a_product_shows_only_events_of_its_devices_and_groups() throws Exception {
        Fleet fleet = Fleet.create();
        fleet.owner()
                .post(fleet.path("products"), Map.of("name", "Toaster", "description", ""))
                .statusCode(201);
        List<DeviceId> chips = fleet.endorsedChips(2);
        Operator reader = fleet.given("READER", "Thermostat", null);
        try (Client all = new Client(fleet.owner(), fleet.path("events?kind=DeviceClaimed"), "");
                Client narrowed = new Client(
                        fleet.owner(),
                        fleet.path("events?product=Thermostat&group=Production&kind=DeviceClaimed"),
                        "");
                Client scoped = new Client(reader, fleet.path("events"), "")) {
            all.opened();
            narrowed.opened();
            scoped.opened();
            fleet.claimInto("Toaster", "Production", List.of(chips.getFirst())).statusCode(200);
            fleet.claim("Production", List.of(chips.getLast()));

            String own = chips.getLast().text();
            assertThat(scoped.next().data().getString("subject")).isEqualTo(own);
            assertThat(narrowed.next().data().getString("subject")).isEqualTo(own);
            assertThat(List.of(all.next(), all.next()))
                    .extracting(event -> event.data().getString("subject"))
                    .containsExactly(chips.getFirst().text(), own);
        }
    }

    @Test
    void a_rollout_has_a_stream_of_its_own_events() throws Exception {
        Fleet fleet = Fleet.create();
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        String rollout = fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/rollouts"),
                        Map.of(
                                "imageIds", List.of(image.metadata().image().text()),
                                "phases", List.of(Map.of("percent", 10))))
                .statusCode(201)
                .extract()
                .path("id");

        try (Client client = new Client(fleet.owner(), fleet.path("rollouts/" + rollout + "/events"), "").opened()) {
            fleet.owner()
                    .post(fleet.path("products"), Map.of("name", "Lamp", "description", ""))
                    .statusCode(201);
            fleet.owner()
                    .post(fleet.path("rollouts/" + rollout + "/abort"), Map.of("reason", "A try"))
                    .statusCode(200);

            Received event = client.next();
            assertThat(event.name()).isEqualTo("RolloutAborted");
            assertThat(event.data().getString("subject")).isEqualTo(rollout);
        }
        fleet.owner()
                .get(fleet.path("rollouts/" + UUID.randomUUID() + "/events"))
                .statusCode(404);
    }

    @Test
    void a_role_in_a_group_shows_events_of_devices_that_left_it_since() throws Exception {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);
        Operator reader = fleet.given("READER", "Thermostat", "Production");
        String start;
        try (Client client = new Client(reader, fleet.path("events"), "")) {
            start = client.opened().id;
        }
        fleet.claim("Production", chips.subList(0, 2));
        fleet.claim("Development", chips);
        fleet.claim("Development", chips.subList(1, 2));
        fleet.claim("Production", chips.subList(0, 1));
        fleet.owner()
                .post(
                        fleet.path("devices/unclaim"),
                        Map.of(
                                "deviceIds",
                                List.of(chips.get(0).text(), chips.get(2).text()),
                                "reason",
                                "Sold"))
                .statusCode(200);

        try (Client client = new Client(reader, fleet.path("events"), start)) {
            List<Received> received = Stream.generate(client::next).limit(6).toList();
            assertThat(received)
                    .filteredOn(event -> event.data()
                            .getString("subject")
                            .equals(chips.get(0).text()))
                    .extracting(Received::name)
                    .containsExactly("DeviceClaimed", "DeviceMoved", "DeviceMoved", "DeviceUnclaimed");
            assertThat(received)
                    .filteredOn(event -> event.data()
                            .getString("subject")
                            .equals(chips.get(1).text()))
                    .extracting(Received::name)
                    .containsExactly("DeviceClaimed", "DeviceMoved");
        }
    }

    @Test
    void a_product_shows_its_own_events_and_those_of_deleted_groups() throws Exception {
        Fleet fleet = Fleet.create();
        Operator reader = fleet.given("READER", "Thermostat", null);
        try (Client client = new Client(reader, fleet.path("events"), "")) {
            client.opened();
            for (String product : List.of("Toaster", "Kettle")) {
                fleet.owner()
                        .post(fleet.path("products"), Map.of("name", product, "description", ""))
                        .statusCode(201);
            }
            String group = fleet.owner()
                    .get(fleet.path("products/Thermostat/groups/Development"))
                    .extract()
                    .path("id");
            expecting(fleet, "products/Thermostat/groups/Development")
                    .delete(OperatorApi.BASE + fleet.path("products/Thermostat/groups/Development"))
                    .then()
                    .statusCode(204);
            expecting(fleet, "products/Thermostat")
                    .contentType(ContentType.JSON)
                    .body(Map.of("description", "New"))
                    .put(OperatorApi.BASE + fleet.path("products/Thermostat"))
                    .then()
                    .statusCode(200);

            List<Received> received = List.of(client.next(), client.next());
            assertThat(received).extracting(Received::name).containsExactly("GroupDeleted", "ProductDescribed");
            assertThat(received)
                    .extracting(event -> event.data().getString("subject"))
                    .containsExactly(group, "Thermostat");
        }
    }

    /** Returns a request of the owner that expects the current state of a resource. */
    private static RequestSpecification expecting(Fleet fleet, String resource) {
        return fleet.owner()
                .request()
                .header(
                        "If-Match",
                        fleet.owner().get(fleet.path(resource)).extract().header("ETag"));
    }

    @Test
    void idle_streams_learn_of_new_events_even_of_those_that_commit_late() {
        CatalogId catalog = Fleet.create().catalogId();
        // The first checkpoint of the catalog's log is an event. The first run can lose against the schedule.
        OnVertx.await(vertx, seal::run);
        OnVertx.await(vertx, seal::run);
        EventStreams streams = new EventStreams();
        streams.begin(catalog, "olivia");
        NewEvents news = new NewEvents(streams, feed);
        OnVertx.await(vertx, news::look);
        long before = news.changes(catalog);
        assertThat(before)
                .as("a new stream may have read before the first look")
                .isPositive();

        OnVertx.await(vertx, news::look);
        assertThat(news.changes(catalog)).isEqualTo(before);

        CompletableFuture<Void> mayCommit = new CompletableFuture<>();
        CompletableFuture<Void> late = emitLate(catalog, mayCommit);
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(catalog, tx -> tx.emit(Event.of("ProductDescribed", "early", Map.of()))));
        OnVertx.await(vertx, news::look);
        long early = news.changes(catalog);
        assertThat(early).isGreaterThan(before);

        mayCommit.complete(null);
        late.join();
        OnVertx.await(vertx, news::look);
        assertThat(news.changes(catalog)).isGreaterThan(early);
    }

    @Test
    void a_stream_that_begins_after_the_last_one_ended_learns_of_new_events() {
        CatalogId catalog = Fleet.create().catalogId();
        EventStreams streams = new EventStreams();
        NewEvents news = new NewEvents(streams, feed);
        Runnable end = streams.begin(catalog, "olivia");
        OnVertx.await(vertx, news::look);
        long before = news.changes(catalog);

        end.run();
        OnVertx.await(vertx, news::look);
        streams.begin(catalog, "olivia");
        OnVertx.await(vertx, news::look);

        assertThat(news.changes(catalog)).isGreaterThan(before);
    }

    @Test
    void every_group_learns_of_a_retired_authority() throws Exception {
        Fleet fleet = Fleet.create();
        Operator reader = fleet.given("READER", "Thermostat", "Production");
        String authority =
                fleet.owner().get(fleet.path("certificates")).extract().path("serialNumber");
        try (Client client = new Client(reader, fleet.path("events"), "")) {
            client.opened();
            fleet.owner()
                    .post(
                            fleet.path("certificates/authorities/" + authority + "/retire"),
                            Map.of("reason", "Its key was seen elsewhere"))
                    .statusCode(200);

            Received retired = client.next();
            assertThat(retired.name()).isEqualTo("AuthorityRetired");
            assertThat(retired.data().getString("subject")).isEqualTo(authority);
            assertThat(retired.data().getJsonObject("payload").getMap())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("group", "Thermostat / Production", "reason", "Its key was seen elsewhere"));
        }
    }

    @Test
    void unknown_kinds_positions_and_scopes_are_refused() {
        Fleet fleet = Fleet.create();

        fleet.owner()
                .get(fleet.path("events?kind=DeviceExploded"))
                .statusCode(400)
                .body("errors.field", contains("kind"));
        fleet.owner().get(fleet.path("events?product=Nothing")).statusCode(404);
        fleet.owner()
                .request()
                .header("Last-Event-ID", "17")
                .get(OperatorApi.BASE + fleet.path("events"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("Last-Event-ID"));
        Operator.in(Operator.newCatalog(), "owner").get(fleet.path("events")).statusCode(404);
    }

    @Test
    void a_product_in_which_the_caller_may_read_nothing_is_refused() {
        Fleet fleet = Fleet.create();
        fleet.owner()
                .post(fleet.path("products"), Map.of("name", "Toaster", "description", ""))
                .statusCode(201);
        Operator reader = fleet.given("READER", "Thermostat", null);

        reader.get(fleet.path("events?product=Toaster")).statusCode(403);
        reader.get(fleet.path("events?product=Toaster&group=Production")).statusCode(403);
    }

    @Test
    void a_person_can_open_five_streams() throws Exception {
        Fleet fleet = Fleet.create();
        List<Client> open = new ArrayList<>();
        try {
            for (int i = 0; i < EventStreams.PER_PERSON; i++) {
                open.add(new Client(fleet.owner(), fleet.path("events"), "").opened());
            }
            fleet.owner()
                    .get(fleet.path("events"))
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .body("detail", containsString("5 open event streams"));
            open.add(new Client(Operator.in(fleet.catalog(), "reader"), fleet.path("events"), "").opened());
        } finally {
            open.forEach(Client::close);
        }
    }

    @Test
    void a_client_is_told_when_events_after_its_position_may_be_gone() throws Exception {
        Fleet fleet = Fleet.create();
        String future = "0_999999999999:999999999999:__0_0";

        try (Client client = new Client(fleet.owner(), fleet.path("events"), future)) {
            assertThat(client.next().name()).isEqualTo(EventKinds.LOST);
        }
        CatalogId catalog = fleet.catalogId();
        EventPosition now = OnVertx.await(vertx, () -> feed.newest(catalog));
        EventPosition beforeRestore = EventPosition.parse("1_" + now.before() + "__0_0");
        EventFeed.Start restored = OnVertx.await(vertx, () -> feed.resume(catalog, beforeRestore));
        assertThat(restored.lost()).isTrue();
        assertThat(restored.position().restored()).isNotEqualTo(1);
        assertThat(OnVertx.await(vertx, () -> feed.resume(catalog, now)).lost()).isFalse();
    }

    @Test
    void a_client_that_was_away_is_told_unless_an_event_from_before_its_position_is_left() {
        CatalogId catalog = Fleet.create().catalogId();
        EventPosition now = OnVertx.await(vertx, () -> feed.newest(catalog));
        long twoDaysAgo = now.at() - Duration.ofDays(2).toMillis();
        // The client read all events two days ago, or was in the middle of a page.
        EventPosition all = EventPosition.parse("0_" + now.before() + "__0_" + twoDaysAgo);
        EventPosition some = EventPosition.parse("0_" + now.before() + "_" + now.before() + "_1_" + twoDaysAgo);

        assertThat(lost(catalog, all)).isTrue();
        assertThat(lost(catalog, some)).isTrue();

        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, tx -> tx.list("""
                insert into outbox (catalog_id, sequence, at, kind, subject, payload) overriding system value
                values (current_catalog_id(), -1, now() - interval '3 days', 'ProductDescribed', 'old', '{}')
                returning sequence""", row -> row)));
        assertThat(lost(catalog, all)).isFalse();
        assertThat(lost(catalog, some)).isFalse();
    }

    private boolean lost(CatalogId catalog, EventPosition position) {
        return OnVertx.await(vertx, () -> feed.resume(catalog, position)).lost();
    }

    /** The first transaction appends before the second, and commits after it. */
    @Test
    void an_event_that_commits_late_is_not_missed() {
        CatalogId catalog = Fleet.create().catalogId();
        EventPosition start = OnVertx.await(vertx, () -> feed.newest(catalog));
        CompletableFuture<Void> mayCommit = new CompletableFuture<>();
        CompletableFuture<Void> late = emitLate(catalog, mayCommit);
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(catalog, tx -> tx.emit(Event.of("ProductDescribed", "early", Map.of()))));

        Page first = read(catalog, start);
        mayCommit.complete(null);
        late.join();
        Page second = read(catalog, first.next());

        assertThat(subjects(first)).containsExactly("early");
        assertThat(subjects(second)).containsExactly("late");
        assertThat(subjects(read(catalog, second.next()))).isEmpty();
        assertThat(subjects(read(catalog, first.events().getFirst().position())))
                .isEmpty();
    }

    /** Appends an event, and commits later. */
    private CompletableFuture<Void> emitLate(CatalogId catalog, CompletableFuture<Void> mayCommit) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        CompletableFuture<Void> late = CompletableFuture.runAsync(() -> OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        tx -> tx.emit(Event.of("ProductDescribed", "late", Map.of()))
                                .invoke(() -> appended.complete(null))
                                .chain(() -> Uni.createFrom()
                                        .completionStage(mayCommit)
                                        .emitOn(MutinyHelper.executor(Vertx.currentContext()))))));
        appended.join();
        return late;
    }

    @Test
    void a_long_backlog_is_read_in_pages_without_gaps() {
        CatalogId catalog = Fleet.create().catalogId();
        EventPosition at = OnVertx.await(vertx, () -> feed.newest(catalog));
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            events.add(Event.of("ProductDescribed", "product " + i, Map.of()));
        }
        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, tx -> tx.emit(events)));

        List<String> read = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Page page = read(catalog, at);
            read.addAll(subjects(page));
            at = page.events().getLast().position();
        }

        assertThat(read)
                .containsExactlyElementsOf(events.stream().map(Event::subject).toList());
    }

    @Test
    void every_kind_and_its_payload_are_documented() throws IOException {
        List<List<String>> rows = Files.readString(Path.of("../docs/events.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.substring(1).split("\\|", -1)))
                .toList();
        Map<String, Set<String>> documented = new LinkedHashMap<>();
        rows.forEach(row -> documented.put(
                names(row.getFirst()).findFirst().orElseThrow(),
                names(row.get(3)).collect(Collectors.toSet())));
        assertThat(documented.keySet()).containsExactlyElementsOf(EventKinds.ALL);
        SampleCatalogs.Catalog sample = samples.create();

        List<Map.Entry<String, String>> emitted = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        sample.id(),
                        tx -> tx.list(
                                "select distinct kind, member from outbox cross join jsonb_object_keys(payload) member",
                                row -> Map.entry(row.getString("kind"), row.getString("member")))));

        assertThat(emitted)
                .isNotEmpty()
                .allSatisfy(member -> assertThat(documented.get(member.getKey()))
                        .as(member.getKey())
                        .contains(member.getValue()));
    }

    /** Returns the words in backquotes. */
    private static Stream<String> names(String cell) {
        return Pattern.compile("`(\\w+)`").matcher(cell).results().map(found -> found.group(1));
    }

    private Page read(CatalogId catalog, EventPosition position) {
        return OnVertx.await(vertx, () -> feed.read(catalog, position, TESTED));
    }

    private static List<String> subjects(Page page) {
        return page.events().stream()
                .map(Positioned::event)
                .map(event -> event.subject())
                .toList();
    }
}
