package dev.holdfast.backend.fleet.view;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saved views: owners, sharing and changes. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ViewsTest {
    private String catalog = "";
    private String path = "";
    private Operator reader = new Operator("");
    private Operator contributor = new Operator("");

    @BeforeEach
    void found() {
        catalog = Operator.newCatalog();
        path = "catalogs/" + catalog + "/device-views";
        reader = Operator.in(catalog, "reader");
        contributor = Operator.in(catalog, "contributor");
    }

    @Test
    void private_views_are_hidden_from_others_and_shared_views_are_not() {
        String own = add(reader, "Mine", "is:untrusted", false);
        String shared = add(contributor, "Pilot", "tag:pilot os:<24.06", true);

        reader.get(path).body("items.name", contains("Mine", "Pilot")).body("items.shared", contains(false, true));
        contributor.get(path).body("items.name", contains("Pilot"));
        contributor.get(path + "/" + own).statusCode(404);
        put(contributor, own, null, "Mine", "", false).statusCode(404);
        put(reader, shared, null, "Pilot", "", true).statusCode(403);
        delete(reader, shared).statusCode(403);
        delete(reader, own).statusCode(204);
        reader.get(path).body("items.name", contains("Pilot"));
        contributor
                .get("catalogs/" + catalog + "/audit?filter=action:SaveDeviceView")
                .body("items", hasSize(2));
    }

    @Test
    void a_shared_view_cannot_become_private() {
        String shared = add(contributor, "Pilot", "tag:pilot", true);
        Operator another = Operator.in(catalog, "publisher");

        for (Operator one : List.of(another, contributor)) {
            put(one, shared, null, "Mine now", "", false)
                    .statusCode(409)
                    .body("detail", containsString("A shared view cannot become private"));
        }
        put(another, shared, null, "Second pilot", "", true).statusCode(200);
        reader.get(path).body("items.name", contains("Second pilot"));
    }

    @Test
    void a_concurrent_change_of_a_view_is_refused() {
        String view = add(contributor, "Pilot", "tag:pilot", true);
        String tag = contributor.get(path + "/" + view).extract().header("ETag");
        put(contributor, view, tag, "Pilot", "tag:second", true).statusCode(200).body("filter", equalTo("tag:second"));

        put(contributor, view, tag, "Pilot", "tag:third", true)
                .statusCode(412)
                .body("type", containsString("changed-meanwhile"));

        contributor.get(path + "/" + view).body("filter", equalTo("tag:second"));
    }

    @Test
    void a_view_needs_a_valid_filter_and_a_unique_name() {
        post(reader, "Bad", "colour:red", "id", List.of(), false)
                .statusCode(400)
                .body("errors.field", hasItem("filter"));
        post(reader, "Bad", "", "colour", List.of(), false).statusCode(400);
        post(reader, "Bad", "", "id", List.of("colour"), false).statusCode(400);
        post(reader, "Bad", "", "id", List.of(), true).statusCode(403);
        reader.get(path).body("items", empty());

        add(reader, "Mine", "", false);
        post(reader, "mine", "", "-lastSeen", List.of("id"), false).statusCode(409);
        add(contributor, "Mine", "", true);
    }

    @Test
    void the_limit_of_shared_views_holds_for_changes_too() {
        for (int i = 0; i < 100; i++) {
            add(contributor, "View " + i, "", true);
        }
        String own = add(contributor, "Mine", "", false);

        put(contributor, own, null, "Mine", "", true).statusCode(409).body("detail", containsString("100 views"));

        put(contributor, own, null, "Still mine", "", false).statusCode(200);
        reader.get(path).body("items.name", hasSize(100));
    }

    /** Saves a view ordered by trust, and returns its ID. */
    private String add(Operator operator, String name, String filter, boolean shared) {
        return post(operator, name, filter, "trust", List.of(), shared)
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse post(
            Operator operator, String name, String filter, String sort, List<String> columns, boolean shared) {
        return operator.post(
                path, Map.of("name", name, "filter", filter, "sort", sort, "columns", columns, "shared", shared));
    }

    /** Changes a view. {@code match} is the expected ETag; null for none. */
    private ValidatableResponse put(
            Operator operator, String view, @Nullable String match, String name, String filter, boolean shared) {
        var request = operator.request()
                .contentType("application/json")
                .body(Map.of("name", name, "filter", filter, "shared", shared));
        if (match != null) {
            request.header("If-Match", match);
        }
        return request.put(OperatorApi.BASE + path + "/" + view).then();
    }

    private ValidatableResponse delete(Operator operator, String view) {
        return operator.request().delete(OperatorApi.BASE + path + "/" + view).then();
    }
}
