package dev.holdfast.backend.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.check.ApiResponse;
import dev.holdfast.contract.check.DocumentedApi;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks every response of the operator API against the OpenAPI document. */
final class DocumentedResponses implements Filter {
    private static final Pattern ADDRESS =
            Pattern.compile("^https?://[^/]+(?<path>[^?]*)(\\?(?<query>.*))?$", Pattern.DOTALL);

    private final DocumentedApi document;

    private DocumentedResponses(DocumentedApi document) {
        this.document = document;
    }

    /** Reads the document of the server once. */
    static DocumentedResponses read() {
        return Holder.ONLY;
    }

    private static final class Holder {
        private static final DocumentedResponses ONLY = new DocumentedResponses(new DocumentedApi(RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .asString()));
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        Matcher address = ADDRESS.matcher(request.getURI());
        assertThat(address.matches()).as(request.getURI()).isTrue();
        String path = address.group("path");
        String type = Optional.ofNullable(response.contentType()).orElse("");
        ApiResponse answer = new ApiResponse(
                request.getMethod(),
                path,
                Optional.ofNullable(address.group("query")).orElse(""),
                response.statusCode(),
                response.headers().asList().stream().map(Header::getName).collect(Collectors.toSet()),
                type,
                ApiResponse.isJson(type) ? response.asString() : "");
        assertThat(document.differences(answer)).as(answer.toString()).isEmpty();
        return response;
    }
}
