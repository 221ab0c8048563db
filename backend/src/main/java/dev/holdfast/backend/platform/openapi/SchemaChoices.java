package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.operator.event.EventKinds;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyProblem;
import dev.holdfast.policy.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Declares the values of texts that have only a few: those that a pattern lists, {@link #CHOICES}, and {@link #SAME}. */
final class SchemaChoices {
    private static final String WORDS = "\\w+(\\|\\w+)+";

    private static final List<String> IMAGE_TYPES = Arrays.stream(ImageType.values())
            .filter(type -> type != ImageType.INVALID)
            .map(ImageType::apiName)
            .toList();
    private static final List<String> REPORTS = Arrays.stream(DeviceReport.Kind.values())
            .filter(DeviceReport.Kind::isStored)
            .map(Enum::name)
            .toList();
    private static final List<String> EFFECTS = Stream.of(Kind.ATTESTATION, Kind.UPDATE)
            .flatMap(kind -> kind.effects().stream())
            .map(Effect::text)
            .toList();

    /** Values by schema and property. For a list, those of its elements. */
    private static final Map<String, List<String>> CHOICES = Map.ofEntries(
            Map.entry("AttestationView.debugState", texts(DebugState.values(), Enum::name)),
            Map.entry("DeviceJobRefusal.code", jobRefusals()),
            Map.entry("DeviceReportView.kind", REPORTS),
            Map.entry("DeviceView.keyExchange", texts(KeyExchange.values(), Enum::name)),
            Map.entry("DeviceView.manufacturingState", manufacturingStates()),
            Map.entry("EventView.kind", EventKinds.ALL),
            Map.entry(
                    "Facet.name",
                    List.of("health", "product", "group", "update", "app", "os", "tag", "code", "blocked")),
            Map.entry("ImageView.type", IMAGE_TYPES),
            Map.entry("MeasurementView.type", IMAGE_TYPES),
            Map.entry("NewReferenceValue.type", IMAGE_TYPES),
            Map.entry("PolicyCaseResult.effect", EFFECTS),
            Map.entry("PolicyCaseResult.expected", EFFECTS),
            Map.entry("PolicyHit.effect", EFFECTS),
            Map.entry("PolicyHit.severity", texts(Severity.values(), Severity::text)),
            Map.entry("PolicyProblem.code", texts(PolicyProblem.Code.values(), PolicyProblem.Code::text)),
            Map.entry("PolicyProblem.text", List.of("policy", "cases")),
            Map.entry("ReferenceValueView.type", IMAGE_TYPES),
            Map.entry("ReportView.kind", REPORTS));

    /** Properties of responses, and the property of a request that has the same values. */
    private static final Map<String, String> SAME = Map.of(
            "CapabilityFileView.capabilities", "NewCapabilityFile.capabilities",
            "CapabilityGrant.capability", "NewCapabilityFile.capabilities",
            "DeviceGroupView.allowCrashDumpsCollection", "GroupSettings.allowCrashDumpsCollection",
            "DeviceGroupView.osFeedType", "GroupSettings.osFeedType",
            "DeviceGroupView.regionalDataBoundary", "GroupSettings.regionalDataBoundary",
            "DeviceGroupView.updatePolicy", "GroupSettings.updatePolicy",
            "FeedRelease.feed", "GroupSettings.osFeedType",
            "OsReleaseView.offeredBy", "GroupSettings.osFeedType");

    private SchemaChoices() {}

    /** Declares the values of all properties. */
    static void declare(Map<String, Schema> schemas) {
        schemas.values().stream()
                .filter(schema -> schema.getProperties() != null)
                .flatMap(schema -> schema.getProperties().values().stream())
                .flatMap(property -> SchemaTypes.parts(property).stream())
                .filter(part -> part.getPattern() != null && part.getPattern().matches(WORDS))
                .forEach(part -> choose(part, Arrays.asList(part.getPattern().split("\\|", -1))));
        CHOICES.forEach((property, values) -> choose(element(schemas, property), values));
        SAME.forEach((property, request) ->
                choose(element(schemas, property), element(schemas, request).getEnumeration()));
    }

    /** Returns the schema of {@code SCHEMA.PROPERTY}; for a list, that of its elements. */
    private static Schema element(Map<String, Schema> schemas, String name) {
        String[] parts = name.split("\\.", 2);
        Map<String, Schema> properties =
                Objects.requireNonNull(schemas.get(parts[0]), name).getProperties();
        Schema property = Objects.requireNonNull(properties.get(parts[1]), name);
        return property.getItems() == null ? property : property.getItems();
    }

    /** Declares that a parameter has kinds of events, separated by commas. */
    static void declareEventKinds(Parameter parameter) {
        Schema kind = OASFactory.createSchema().addType(SchemaType.STRING);
        choose(kind, EventKinds.ALL);
        parameter
                .schema(OASFactory.createSchema().addType(SchemaType.ARRAY).items(kind))
                .style(Parameter.Style.FORM)
                .explode(false);
    }

    private static void choose(Schema schema, List<?> values) {
        schema.setPattern(null);
        schema.setEnumeration(List.copyOf(values));
    }

    private static <T> List<String> texts(T[] values, Function<T, String> text) {
        return Arrays.stream(values).map(text).toList();
    }

    private static List<String> manufacturingStates() {
        return Stream.concat(
                        Stream.of(""),
                        Arrays.stream(ManufacturingState.values()).map(Enum::name))
                .toList();
    }

    /** Returns the codes of all device jobs. Jobs that block devices refuse only those that are not found. */
    private static List<String> jobRefusals() {
        return Stream.concat(
                        Arrays.stream(ClaimResult.Code.values()).map(Enum::name),
                        Stream.of(DeviceJobRefusal.TOO_MANY_TAGS))
                .toList();
    }
}
