package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.list.ShortListing;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.event.EventKinds;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Properties and values in the OpenAPI document are described. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DocumentedPropertiesTest {
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";
    /** Units of numbers, and what numbers without a unit mean. */
    private static final Pattern UNIT =
            Pattern.compile("(?i)\\b(number|percentage|bytes|days|hours|minutes|version|generation"
                    + "|revision|line|column|index|status)\\b");

    private static final Pattern WORDS = Pattern.compile("\\w+(\\|\\w+)+");

    @Inject
    @All
    List<Listing<?>> lists;

    @Inject
    @All
    List<ShortListing<?>> shortLists;

    private OpenApiDocument document = new OpenApiDocument(new JsonPath("{}"), Map.of());

    @BeforeEach
    void read() {
        document = OpenApiDocument.read();
    }

    /** A description has 3 to 200 characters and no markup of Javadoc. */
    @Test
    void every_property_and_constant_has_a_description_of_one_line() {
        TreeMap<String, String> undescribed = new TreeMap<>();
        document.json()
                .<String, Map<String, Object>>getMap("components.schemas")
                .forEach((name, schema) -> {
                    properties(name, schema).forEach((property, described) -> {
                        String description = String.valueOf(described.get("description"));
                        if (!description.matches("(?!.*(\\{@|<p>|@param)).{3,200}") || description.equals("null")) {
                            undescribed.put(property, description);
                        }
                    });
                    if (schema.get("enum") instanceof List<?> constants) {
                        String description = String.valueOf(schema.get("description"));
                        for (Object constant : constants) {
                            if (!Pattern.compile(
                                            "^- " + constant + ": (?!.*(\\{@|<p>|@param)).{3,200}$", Pattern.MULTILINE)
                                    .matcher(description)
                                    .find()) {
                                undescribed.put(name + "." + constant, description);
                            }
                        }
                    }
                });
        assertThat(undescribed).isEmpty();
    }

    /** Add a missing example to META-INF/openapi-examples.yaml. The linter checks that examples match their schemas. */
    @Test
    void every_property_has_an_example() {
        TreeSet<String> without = new TreeSet<>();
        allProperties().forEach((property, described) -> {
            if (!hasExample(document.resolved(described))) {
                without.add(property);
            }
        });
        assertThat(without).isEmpty();
    }

    /** Returns whether a schema has an example, or its elements or properties, which are checked on their own, have them. */
    private boolean hasExample(Map<String, Object> schema) {
        if (schema.containsKey("examples") || schema.containsKey("properties")) {
            return true;
        }
        Map<String, Object> elements =
                OpenApiDocument.map(schema, schema.containsKey("items") ? "items" : "additionalProperties");
        return !elements.isEmpty() && hasExample(document.resolved(elements));
    }

    @Test
    void every_number_has_a_description_with_its_unit() {
        assertThat(allProperties()).allSatisfy((property, described) -> {
            if (String.valueOf(document.resolved(described).get("type")).contains("integer")) {
                assertThat(String.valueOf(described.get("description")))
                        .as(property)
                        .containsPattern(UNIT);
            }
        });
    }

    /** Closed sets of words have an enum, and {@code events?kind=} takes several. */
    @Test
    void words_of_a_closed_set_are_enums() {
        assertThat(document.json().getList("components.schemas.EventView.properties.kind.enum", String.class))
                .isEqualTo(EventKinds.ALL);
        assertThat(OpenApiDocument.map(document.parameter("kind", CATALOG + "/events"), "items"))
                .containsEntry("enum", EventKinds.ALL);
        assertThat(document.json()
                        .getList("components.schemas.GroupSettings.properties.updatePolicy.enum", String.class))
                .containsExactly("UpdateAll", "No3rdPartyAppUpdates", "NoUpdates");
        assertThat(document.json()
                        .getList("components.schemas.DeviceGroupView.properties.osFeedType.enum", String.class))
                .containsExactly("Retail", "RetailEval");
        assertThat(document.json()
                        .getList(
                                "components.schemas.NewCapabilityFile.properties.capabilities.items.enum",
                                String.class))
                .containsExactly("ApplicationDevelopment", "FieldServicing");
        assertThat(allProperties())
                .allSatisfy((property, described) -> assertThat(String.valueOf(described.get("pattern")))
                        .as(property)
                        .doesNotMatch(WORDS));
    }

    @Test
    void the_exported_lists_are_those_of_the_server() {
        assertThat(document.parameter("list", CATALOG + "/exports/{list}.csv"))
                .extracting("enum", InstanceOfAssertFactories.list(String.class))
                .containsExactlyElementsOf(Stream.concat(
                                lists.stream().map(Listing::name),
                                shortLists.stream().map(ShortListing::name))
                        .sorted()
                        .toList());
    }

    /** Returns the properties of all schemas, by path. */
    private Map<String, Map<String, Object>> allProperties() {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        document.json()
                .<String, Map<String, Object>>getMap("components.schemas")
                .forEach((name, schema) -> all.putAll(properties(name, schema)));
        return all;
    }

    /** Returns all properties of a schema and of the elements of its lists, by path. */
    private static Map<String, Map<String, Object>> properties(String name, Map<String, Object> schema) {
        Map<String, Map<String, Object>> properties = new TreeMap<>();
        OpenApiDocument.map(schema, "properties").keySet().forEach(property -> {
            Map<String, Object> described = OpenApiDocument.map(OpenApiDocument.map(schema, "properties"), property);
            properties.put(name + "." + property, described);
            properties.putAll(properties(name + "." + property, OpenApiDocument.map(described, "items")));
        });
        return properties;
    }
}
