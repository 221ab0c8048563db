package dev.holdfast.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentedApiTest {
    private final DocumentedApi api = new DocumentedApi("""
            {"paths": {
              "/api/v1/devices/{id}": {"get": {"responses": {
                "200": {
                  "headers": {"ETag": {"$ref": "#/components/headers/ETag"}, "Link": {}},
                  "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Device"}}}},
                "404": {"$ref": "#/components/responses/Missing"},
                "default": {"content": {"text/plain;charset=UTF-8": {"schema": {}}}}}}}},
             "components": {
              "headers": {"ETag": {"required": true}},
              "schemas": {"Device": {
                "type": "object", "required": ["id"],
                "properties": {"id": {"type": "string"}, "seen": {"type": ["string", "null"], "format": "date-time"}}}},
              "responses": {"Missing": {
                "description": "not-found: Not found.",
                "content": {"application/problem+json": {"schema": {}}}}}}}""");

    private static ApiResponse device(int status, String type, String json) {
        return new ApiResponse(
                "GET", "/api/v1/devices/1", "", status, status == 200 ? Set.of("ETag") : Set.of(), type, json);
    }

    @Test
    void a_documented_response_does_not_differ() {
        assertThat(api.differences(device(200, "application/json;charset=UTF-8", "{\"id\": \"1\", \"seen\": null}")))
                .isEmpty();
        assertThat(api.differences(device(404, "application/problem+json", "{\"type\": \"/api/problems#not-found\"}")))
                .isEmpty();
        assertThat(api.differences(device(503, "text/plain", ""))).isEmpty();
    }

    @Test
    void a_body_that_violates_its_schema_differs() {
        assertThat(api.differences(device(200, "application/json", "{\"seen\": \"yesterday\"}")))
                .hasSize(2)
                .anySatisfy(difference -> assertThat(difference).contains("'id'"))
                .anySatisfy(difference -> assertThat(difference).contains("date-time"));
    }

    @Test
    void selected_fields_need_no_required_ones() {
        assertThat(api.differences(new ApiResponse(
                        "GET",
                        "/api/v1/devices/1",
                        "fields=seen",
                        200,
                        Set.of("etag"),
                        "application/json",
                        "{\"seen\": null}")))
                .isEmpty();
    }

    @Test
    void undocumented_statuses_media_types_and_problems_differ() {
        assertThat(api.differences(device(202, "", ""))).containsExactly("the status is not documented");
        assertThat(api.differences(device(200, "text/csv", ""))).containsExactly("the media type is not documented");
        assertThat(api.differences(device(404, "application/problem+json", "{\"type\": \"/api/problems#conflict\"}")))
                .containsExactly("the operation does not document the problem type conflict");
    }

    @Test
    void undocumented_and_missing_headers_differ() {
        Set<String> some = Set.of("Content-Type", "Link", "X-Trace");

        assertThat(api.differences(new ApiResponse("GET", "/api/v1/devices/1", "", 200, some, "", "")))
                .containsExactly("the header ETag is missing", "the header x-trace is not documented");
    }

    @Test
    void an_undocumented_operation_must_be_refused() {
        ApiResponse done = new ApiResponse("DELETE", "/api/v1/devices/1", "", 204, Set.of(), "", "");
        ApiResponse refused = new ApiResponse("DELETE", "/api/v1/devices/1", "", 405, Set.of(), "", "");
        ApiResponse otherPath = new ApiResponse("GET", "/api/problems", "", 200, Set.of("Server"), "text/html", "");

        assertThat(api.differences(done)).containsExactly("the operation is not documented");
        assertThat(api.differences(refused)).isEmpty();
        assertThat(api.differences(otherPath)).isEmpty();
    }
}
