package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.operator.event.EventKinds;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyProblem;
import dev.holdfast.policy.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Declares the values of texts that have only a few: those that a pattern lists, and {@link #CHOICES}. */
final class SchemaChoices {
    private static final String WORDS = "\\w+(\\|\\w+)+";

    private static final List<String> IMAGE_TYPES = Arrays.stream(ImageType.values())
            .filter(type -> type != ImageType.INVALID)
            .map(ImageType::apiName)
            .toList();
    private static final List<String> REPORTS = texts(DeviceReport.Kind.values(), Enum::name);
    private static final List<String> EFFECTS =
            Kind.ATTESTATION.effects().stream().map(Effect::text).toList();

    /** Values by schema and property. For a list, those of its elements. */
    private static final Map<String, List<String>> CHOICES = Map.ofEntries(
            Map.entry("AttestationView.debugState", texts(DebugState.values(), Enum::name)),
            Map.entry(
                    "CapabilityFileView.capabilities",
                    List.of(Capability.APPLICATION_DEVELOPMENT.apiName(), Capability.FIELD_SERVICING.apiName())),
            Map.entry("DeviceGroupView.allowCrashDumpsCollection", GroupSettings.CONSENTS),
            Map.entry("DeviceGroupView.osFeedType", GroupSettings.OS_FEEDS),
            Map.entry("DeviceGroupView.regionalDataBoundary", GroupSettings.REGIONS),
            Map.entry("DeviceGroupView.updatePolicy", GroupSettings.UPDATE_POLICIES),
            Map.entry("DeviceJobRefusal.code", jobRefusals()),
            Map.entry("DeviceReportView.kind", REPORTS),
            Map.entry("DeviceView.keyExchange", texts(KeyExchange.values(), Enum::name)),
            Map.entry("DeviceView.manufacturingState", manufacturingStates()),
            Map.entry("EventView.kind", EventKinds.ALL),
            Map.entry(
                    "Facet.name",
                    List.of("health", "product", "group", "update", "app", "os", "tag", "code", "blocked")),
            Map.entry("FeedRelease.feed", GroupSettings.OS_FEEDS),
            Map.entry("ImageView.type", IMAGE_TYPES),
            Map.entry("MeasurementView.type", IMAGE_TYPES),
            Map.entry("NewReferenceValue.type", IMAGE_TYPES),
            Map.entry("OsReleaseView.offeredBy", GroupSettings.OS_FEEDS),
            Map.entry("PolicyCaseResult.effect", EFFECTS),
            Map.entry("PolicyCaseResult.expected", EFFECTS),
            Map.entry("PolicyHit.effect", EFFECTS),
            Map.entry("PolicyHit.severity", texts(Severity.values(), Severity::text)),
            Map.entry("PolicyProblem.code", texts(PolicyProblem.Code.values(), PolicyProblem.Code::text)),
            Map.entry("PolicyProblem.text", List.of("policy", "cases")),
            Map.entry("ReferenceValueView.type", IMAGE_TYPES),
            Map.entry("ReportView.kind", REPORTS));

    private SchemaChoices() {}

    /** Declares the values of all properties. */
    static void declare(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                schema.getProperties().forEach((property, described) -> declare(name + "." + property, described));
            }
        });
    }

    private static void declare(String property, Schema schema) {
        for (Schema part : SchemaTypes.parts(schema)) {
            String pattern = part.getPattern();
            if (pattern != null && pattern.matches(WORDS)) {
                choose(part, Arrays.asList(pattern.split("\\|", -1)));
            }
        }
        List<String> values = CHOICES.get(property);
        if (values != null) {
            choose(schema.getItems() == null ? schema : schema.getItems(), values);
        }
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

    private static void choose(Schema schema, List<String> values) {
        schema.setPattern(null);
        schema.setEnumeration(List.<Object>copyOf(values));
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

    /** Returns the codes of all device jobs. */
    private static List<String> jobRefusals() {
        return Stream.of(
                        Arrays.stream(BlockResult.Code.values()).map(Enum::name),
                        Arrays.stream(ClaimResult.Code.values()).map(Enum::name),
                        Stream.of("NOT_FOUND", "TOO_MANY_TAGS"))
                .flatMap(Function.identity())
                .distinct()
                .sorted()
                .toList();
    }
}
