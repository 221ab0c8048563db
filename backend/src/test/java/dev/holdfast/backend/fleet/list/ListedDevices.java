package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the devices of a catalog through the API and from the database, to compare both.
 *
 * @param fleet the catalog
 * @param owner connections as the owner of the tables
 */
public record ListedDevices(Fleet fleet, AgroalDataSource owner) {
    /** Runs SQL in the catalog. */
    public void run(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            enter(statement);
            statement.execute(sql);
        }
    }

    /** Reads the IDs of devices that meet an SQL condition about device d, group g and product p. {@code order} is SQL, too. */
    List<String> ids(String condition, String order) throws SQLException {
        return texts(
                "encode(d.device_id, 'hex')",
                "from device d join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id"
                        + " join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id"
                        + " where d.catalog_id = current_catalog_id() and (" + condition + ") order by " + order);
    }

    /** Reads a column. {@code text} is its SQL expression; {@code rows} is the SQL from the clause {@code from} on. */
    public List<String> texts(String text, String rows) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            enter(statement);
            var found = statement.executeQuery("select " + text + " as one " + rows);
            while (found.next()) {
                all.add(found.getString("one"));
            }
        }
        return all;
    }

    /** Requests every page of a list and returns the device IDs. */
    List<String> all(String filter, String sort, int limit) {
        List<String> all = new ArrayList<>();
        String next = null;
        do {
            // JsonPath would compile a script for each value.
            JsonObject page = new JsonObject(response(filter, sort, limit, next).asString());
            page.getJsonArray("items").forEach(device -> all.add(((JsonObject) device).getString("id")));
            next = page.getString("next");
        } while (next != null);
        return all;
    }

    /** Requests a page. {@code cursor} is null for the first one. */
    JsonPath page(String filter, String sort, int limit, @Nullable String cursor) {
        return response(filter, sort, limit, cursor).jsonPath();
    }

    private ExtractableResponse<Response> response(String filter, String sort, int limit, @Nullable String cursor) {
        var request = fleet.owner()
                .request()
                .queryParam("filter", filter)
                .queryParam("sort", sort)
                .queryParam("limit", limit);
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get(OperatorApi.BASE + fleet.path("devices"))
                .then()
                .statusCode(200)
                .extract();
    }

    /** Sets the catalog of the connection, because row-level security also applies to the table owner. */
    private void enter(Statement statement) throws SQLException {
        String id = Operator.in(fleet.catalog(), "owner")
                .get("catalogs/" + fleet.catalog())
                .extract()
                .path("id");
        statement.execute("set holdfast.catalog = '" + id + "'");
    }
}
