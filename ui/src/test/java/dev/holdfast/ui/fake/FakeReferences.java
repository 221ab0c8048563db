package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.reference.FeedRelease;
import dev.holdfast.contract.operator.reference.ReferenceFields;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.reference.ReferenceClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reference values of Contoso Appliances. Records imports and changes. */
public final class FakeReferences implements ReferenceClient {
    /** The imported lines, and the changes in words. */
    public final List<String> asked = new ArrayList<>();

    /** Values besides those of the catalog. */
    public final List<ReferenceValueView> others = new ArrayList<>();

    private final boolean empty;

    /** Creates the client of a catalog with reference values, or without any if {@code empty}. */
    public FakeReferences(boolean empty) {
        this.empty = empty;
    }

    @Override
    public ReferencePage page(String catalog, ListRequest request) {
        ReferencePage all = page(FakeFilters.read(request.filter(), ReferenceFields.VOCABULARY));
        return empty || catalog.equals("fabrikam")
                ? new ReferencePage(List.of(), 0, null, Map.of())
                : new ReferencePage(
                        FakePages.cut(all.items(), request.cursor(), request.limit()),
                        all.total(),
                        FakePages.next(all.items(), request.cursor(), request.limit()),
                        all.states());
    }

    @Override
    public ReferenceImportResult importLines(String catalog, String lines) {
        List<FieldError> errors = new ArrayList<>();
        List<String> all = lines.lines().toList();
        if (!all.getFirst().equals(ReferenceImport.HEADER)) {
            errors.add(new FieldError("line 1", "must be " + ReferenceImport.HEADER));
        }
        for (int index = 1; index < all.size(); index++) {
            if (all.get(index).contains("nonsense")) {
                errors.add(new FieldError(
                        "line " + (index + 1), "the digest has 8 characters; it must have 64 hex digits"));
            }
        }
        if (!errors.isEmpty()) {
            throw new OperatorProblem(new Problem(
                    ProblemType.INVALID_REQUEST.uri(),
                    ProblemType.INVALID_REQUEST.title(),
                    ProblemType.INVALID_REQUEST.status(),
                    "Nothing was imported. Correct these lines and import all of them again.",
                    "req-5ad1",
                    errors));
        }
        asked.add(lines);
        return new ReferenceImportResult(all.size() - 1, 0);
    }

    @Override
    public ReferenceValueView confirm(String catalog, String component, String image) {
        asked.add("confirm " + image);
        return find(image);
    }

    @Override
    public RetirementPreview preview(String catalog, String component, String image) {
        boolean wide = values().stream()
                .anyMatch(value -> value.image().text().equals(image) && value.securityVersion() == 14);
        return wide ? new RetirementPreview(180, 172) : new RetirementPreview(0, 0);
    }

    @Override
    public ReferenceValueView retire(String catalog, String component, String image, Retirement retirement) {
        asked.add("retire " + image + " because " + retirement.reason());
        return find(image);
    }

    @Override
    public ReferenceValueView restore(String catalog, String component, String image) {
        asked.add("restore " + image);
        return find(image);
    }

    /** Returns the reference value of an image ID. */
    public ReferenceValueView find(String image) {
        return values().stream()
                .filter(value -> value.image().text().equals(image))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the first reference value in a state. */
    public ReferenceValueView find(ReferenceState state) {
        return values().stream()
                .filter(value -> value.state() == state)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the reference values. Those of a component are together, the highest security version first. */
    private List<ReferenceValueView> values() {
        List<ReferenceValueView> values = new ArrayList<>();
        values.add(value("Applications", "toaster-control", 15, ReferenceState.TENTATIVE, false));
        values.add(value("Applications", "toaster-control", 14, ReferenceState.PERMANENT, true));
        values.add(value("Applications", "toaster-control", 13, ReferenceState.PERMANENT, false));
        values.add(value("Applications", "toaster-control", 12, ReferenceState.RETIRED, false));
        values.add(value("Applications", "kettle-control", 4, ReferenceState.PERMANENT, true));
        for (String type : FakeAttestations.BOOT_CHAIN) {
            values.add(value(type, FakeAttestations.name(type), 7, ReferenceState.PERMANENT, true));
            values.add(value(type, FakeAttestations.name(type), 6, ReferenceState.PERMANENT, false));
        }
        values.addAll(others);
        return values;
    }

    /** Returns the matching values on one page. */
    private ReferencePage page(Filter filter) {
        List<ReferenceValueView> found = values().stream()
                .filter(value -> filter.terms().stream().allMatch(term -> isState(term) || matches(term, value)))
                .toList();
        Map<ReferenceState, Long> states =
                found.stream().collect(Collectors.groupingBy(ReferenceValueView::state, Collectors.counting()));
        List<ReferenceValueView> shown = found.stream()
                .filter(value -> filter.terms().stream().allMatch(term -> !isState(term) || matches(term, value)))
                .toList();
        return new ReferencePage(shown, shown.size(), null, states);
    }

    private static boolean isState(Filter.Term term) {
        return term instanceof Filter.Field field && field.field().equals("is");
    }

    private static boolean matches(Filter.Term term, ReferenceValueView value) {
        return switch (term) {
            case Filter.Words words -> words(value).contains(words.words().toLowerCase(Locale.ROOT));
            case Filter.Field field -> {
                String actual = switch (field.field()) {
                    case "is" -> value.state().name();
                    case "origin" -> value.origin().name();
                    case "image" -> value.image().text();
                    default -> throw new IllegalArgumentException(field.field());
                };
                yield field.values().stream().anyMatch(one -> one.operand().equalsIgnoreCase(actual));
            }
        };
    }

    private static String words(ReferenceValueView value) {
        return String.join(
                        " ",
                        value.name(),
                        value.type(),
                        value.component().text(),
                        value.image().text(),
                        value.digest().hex(),
                        value.origin().name())
                .toLowerCase(Locale.ROOT);
    }

    /** Returns a reference value. {@code current} tells whether it is the newest permanent value of its component. */
    private static ReferenceValueView value(
            String type, String name, long version, ReferenceState state, boolean current) {
        boolean application = type.equals("Applications");
        boolean retired = state == ReferenceState.RETIRED;
        String seed = name + type + version;
        return new ReferenceValueView(
                type,
                new ComponentId(id(name + type)),
                new ImageId(id(seed)),
                name,
                FakeFleet.digest(seed),
                version,
                application
                        ? (name.startsWith("kettle") ? ReferenceOrigin.IMPORT : ReferenceOrigin.UPLOAD)
                        : ReferenceOrigin.FEED,
                application ? "" : "contoso-silicon",
                FakeFleet.ago(application ? (16 - version) * 20.0 : (8 - version) * 44.0),
                application ? "pavel" : "",
                state,
                current,
                retired ? FakeFleet.ago(5) : null,
                retired ? "olivia" : "",
                retired ? "The web server in it can be crashed from outside" : "",
                application
                        ? List.of()
                        : List.of(new FeedRelease(
                                id("release" + version),
                                "MT3620AN",
                                version == 7 ? "24.10" : "24.08",
                                "Retail",
                                false)));
    }

    /** Returns the parameter {@code value} of the page's URL for the application that most devices run. */
    public String currentApplication() {
        ReferenceValueView value = values().get(1);
        return value.component().text() + "." + value.image().text();
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
