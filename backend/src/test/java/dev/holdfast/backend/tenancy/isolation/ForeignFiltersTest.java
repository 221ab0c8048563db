package dev.holdfast.backend.tenancy.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.OpenApiDocument;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.filter.FilterField;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A filter or query with a value of another catalog finds nothing. With values of the caller's catalog, each field finds rows. The tests
 * take the fields from each list's filter vocabulary, and the parameters from the server's OpenAPI document.
 */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ForeignFiltersTest {
    /** Maximum length of a term. A filter can have 1,000 characters, and a term 50 values. */
    private static final int ROOM = 900;

    /** Minimum length of a value. Shorter values also occur in other catalogs. */
    private static final int SHORT = 12;

    /** Values such as actions and addresses, which are equal in all catalogs. Both catalogs have rows with each. */
    private static final List<String> COMMON =
            List.of("START_DEPLOYMENT", "CreateProduct", "127.0.0.1", "1", "Applications", "rollout-halted");

    /** Query parameters that name a resource, with the key of the resource in {@link SampleIds}. */
    private static final Map<String, String> NAMING = Map.of("product", "product", "group", "group");

    /** Query parameters that name no resource. */
    private static final Set<String> NOT_A_RESOURCE = Set.of(
            "filter", "action", "sort", "cursor", "fields", "limit", "kind", "from", "days", "root", "tentative");

    @Inject
    SampleCatalogs samples;

    @Inject
    @All
    List<Listing<?>> lists;

    /** The catalog whose lists the tests read. */
    private SampleCatalogs.Catalog mine;
    /** The catalog whose values must not be found. */
    private SampleCatalogs.Catalog theirs;

    private Operator reader;

    @BeforeEach
    void two_catalogs() {
        mine = samples.create();
        theirs = samples.create();
        // Owners can read all lists, including those of tokens.
        reader = mine.in("owner");
    }

    /** Checks every field of every list. If a field finds no row of its own catalog, {@link SampleCatalogs} must create one. */
    @Test
    void foreign_values_in_a_filter_match_no_row() {
        Set<String> nothing = new TreeSet<>();
        for (Listing<?> list : lists) {
            for (FilterField field : list.vocabulary().fields()) {
                List<String> own = terms(field.name() + ":", values(field));
                if (own.stream().mapToInt(term -> rows(list, term)).sum() == 0) {
                    nothing.add(list.name() + " " + field.name());
                }
                if (!field.name().equals("approval")) {
                    for (String term : terms(field.name() + ":", foreign(field))) {
                        assertThat(rows(list, term))
                                .as(list.name() + " " + term)
                                .isZero();
                    }
                }
            }
            for (String word : words(theirs)) {
                assertThat(rows(list, word)).as(list.name() + " " + word).isZero();
            }
            if (words(mine).stream().mapToInt(word -> rows(list, word)).sum() == 0) {
                nothing.add(list.name());
            }
        }
        assertThat(nothing).isEmpty();
    }

    @Test
    void foreign_values_in_an_export_match_no_row() {
        for (Listing<?> list : lists) {
            for (String form : List.of("csv", "ndjson")) {
                String answer = reader.request()
                        .queryParam("filter", quoted(theirs.secret()))
                        .get(OperatorApi.BASE + mine.fleet().path("exports/" + list.name() + "." + form))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
                assertThat(answer.lines()
                                .filter(line -> !line.contains("\"ExportList\"") && !line.contains(",ExportList,"))
                                .count())
                        .as(list.name() + " " + answer)
                        .isLessThanOrEqualTo(form.equals("csv") ? 1 : 0);
            }
        }
    }

    @Test
    void foreign_values_in_a_query_look_like_unknown_ones() {
        SampleIds own = mine.ids().with("secret", mine.secret());
        SampleIds known = theirs.ids().with("secret", theirs.secret());
        SampleIds unknown = known.invented();
        for (Map.Entry<Request, Set<String>> read : reads().entrySet()) {
            for (String parameter : read.getValue()) {
                String what = read.getKey() + " " + parameter;
                String key = NAMING.get(parameter);
                if (key == null) {
                    assertThat(NOT_A_RESOURCE)
                            .as("what this parameter names: " + what)
                            .contains(parameter);
                } else {
                    String foreign = answer(read.getKey(), own, parameter, known.get(key));
                    assertThat(foreign.replace(known.get(key), key))
                            .as(what)
                            .isEqualTo(answer(read.getKey(), own, parameter, unknown.get(key))
                                    .replace(unknown.get(key), key));
                    assertThat(foreign.replace(known.get(key), ""))
                            .as(what)
                            .doesNotContain(theirs.secret(), known.get("deviceId"));
                }
            }
        }
    }

    /** Returns status and body of a response, without request ID and times. */
    private String answer(Request request, SampleIds ids, String parameter, String value) {
        Response answer = reader.request()
                .urlEncodingEnabled(true)
                .queryParam(parameter, value)
                .get(plain(request.path(ids)));
        return answer.statusCode() + answer.asString().replaceAll("\"(requestId|asOf|at)\":\"[^\"]*\"", "");
    }

    /** Decodes the blanks of a path, because the HTTP client encodes the path again. */
    private static String plain(String path) {
        return path.replace("%20", " ");
    }

    /** Returns the GET requests of a catalog, with their query parameters. */
    private static Map<Request, Set<String>> reads() {
        Map<String, Map<String, Object>> operations = OpenApiDocument.read().operations();
        Map<Request, Set<String>> reads = new LinkedHashMap<>();
        for (Request request : Request.all()) {
            if (request.isInCatalog() && request.reads()) {
                Map<String, Object> described = operations.getOrDefault(request.operation(), Map.of());
                reads.put(
                        request,
                        OpenApiDocument.list(described, "parameters").stream()
                                .filter(parameter -> "query".equals(parameter.get("in")))
                                .map(parameter -> String.valueOf(parameter.get("name")))
                                .collect(Collectors.toSet()));
            }
        }
        return reads;
    }

    /**
     * Returns the number of rows on the first page of a filtered list in the own catalog. Fails if a row contains data of the other
     * catalog.
     */
    private int rows(Listing<?> list, String filter) {
        Response answer = reader.request()
                .queryParam("filter", filter)
                .get(OperatorApi.BASE + mine.fleet().path(list.name()));
        assertThat(answer.statusCode())
                .as(list.name() + " " + filter + answer.asString())
                .isEqualTo(200);
        assertThat(answer.asString())
                .as(list.name() + " " + filter)
                .doesNotContain(theirs.secret(), theirs.ids().get("deviceId"));
        return new JsonObject(answer.asString()).getJsonArray("items").size();
    }

    /** Returns values by which a field finds at least one row. */
    private List<String> values(FilterField field) {
        return switch (field.kind()) {
            case TEXT -> Stream.concat(texts(mine).stream(), COMMON.stream()).toList();
            case GUID -> field.name().equals("approval") ? List.of(mine.ids().get("approvals/id")) : guids(texts(mine));
            case ADDRESS -> List.of("127.0.0.1");
            case NUMBER -> List.of("1");
            case HEX ->
                Stream.concat(digits(field, texts(mine)).stream(), Stream.of("1"))
                        .toList();
            case CHOICE -> field.choices();
            case VERSION -> List.of(">=0");
            case AGE -> List.of("<9999w");
            case MOMENT -> List.of(field.name().equals("until") ? "2100-01-01" : "2000-01-01");
        };
    }

    /** Returns values of the other catalog for a field of texts, hex digits or GUIDs; empty for other fields. */
    private List<String> foreign(FilterField field) {
        return switch (field.kind()) {
            case TEXT -> texts(theirs);
            case GUID -> guids(texts(theirs));
            case HEX -> digits(field, texts(theirs));
            case ADDRESS, CHOICE, NUMBER, VERSION, AGE, MOMENT -> List.of();
        };
    }

    private static List<String> guids(List<String> texts) {
        return texts.stream()
                .filter(text -> text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"))
                .toList();
    }

    private static List<String> digits(FilterField field, List<String> texts) {
        return texts.stream()
                .filter(text -> text.matches("\\p{XDigit}{1," + field.digits() + "}"))
                .toList();
    }

    /** Returns texts that occur only in this catalog. */
    private static List<String> texts(SampleCatalogs.Catalog catalog) {
        Set<String> texts = new TreeSet<>(catalog.ids().all().values());
        texts.removeAll(InstallationSampleIds.WORDS.values());
        texts.removeIf(text -> text.length() < SHORT);
        texts.add(catalog.secret());
        texts.add("creator-of-" + catalog.fleet().catalog());
        texts.add("owner-of-" + catalog.fleet().catalog());
        texts.add(catalog.ids().get("product") + "/" + catalog.ids().get("group"));
        return List.copyOf(texts);
    }

    /** Returns search words, without a field, for values of this catalog. */
    private static List<String> words(SampleCatalogs.Catalog catalog) {
        SampleIds ids = catalog.ids();
        return List.of(
                quoted(catalog.secret()),
                quoted(ids.get("product")),
                ids.get("deviceId").substring(0, 24),
                ids.get("device-certificates/serial"),
                ids.get("imageId"),
                quoted(ids.get("catalog")));
    }

    /** Returns filter terms with all values, each with as many values as fit. */
    private static List<String> terms(String field, List<String> values) {
        List<String> terms = new ArrayList<>();
        StringBuilder term = new StringBuilder();
        for (String value : values) {
            String quoted = value.matches("[<>].*") ? value : quoted(value);
            if (term.length() + quoted.length() > ROOM) {
                terms.add(term.toString());
                term.setLength(0);
            }
            term.append(term.isEmpty() ? field : ",").append(quoted);
        }
        if (!term.isEmpty()) {
            terms.add(term.toString());
        }
        return terms;
    }

    private static String quoted(String value) {
        return "\"" + value + "\"";
    }
}
