package dev.holdfast.ui.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.device.DeviceClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The devices of the fake fleet, or of an empty one. */
public final class FakeDevices implements DeviceClient {
    private static final List<Trust> WORST_FIRST =
            List.of(Trust.UNTRUSTED, Trust.OUTDATED, Trust.UNKNOWN, Trust.TRUSTED);

    /** A change that applies to every device when it is read by its ID. */
    public UnaryOperator<DeviceView> changeOnRead = device -> device;

    /** The filters of the lists that were read. */
    public final List<String> filters = new ArrayList<>();

    /** A term that makes a filter too broad; empty for none. */
    public String tooBroad = "";

    /** Devices that the signed-in person may see. */
    private final FakeScopes scopes;

    private final FakeTag tag;
    private final boolean empty;
    private final boolean hasOnlyScopedRoles;
    private final List<String> described = new ArrayList<>();

    /** Serves the fake fleet, or no devices. */
    public FakeDevices(boolean empty) {
        this(new FakeScopes(new FakeFleet(), FakeOperatorApi::owner), new FakeTag(), empty, false);
    }

    /** Serves a fleet. */
    FakeDevices(FakeScopes scopes, FakeTag tag) {
        this(scopes, tag, false, false);
    }

    private FakeDevices(FakeScopes scopes, FakeTag tag, boolean empty, boolean hasOnlyScopedRoles) {
        this.scopes = scopes;
        this.tag = tag;
        this.empty = empty;
        this.hasOnlyScopedRoles = hasOnlyScopedRoles;
    }

    /** Serves the fake fleet to a person with a role in a product or group. Requests for the whole catalog fail the test. */
    public static FakeDevices ofScopedRoles() {
        return new FakeDevices(new FakeScopes(new FakeFleet(), FakeOperatorApi::owner), new FakeTag(), false, true);
    }

    private boolean isEmpty(String catalog) {
        return empty || catalog.equals("fabrikam");
    }

    @Override
    public DevicePage page(String catalog, ListRequest request) {
        String filter = String.valueOf(request.filter());
        filters.add(filter);
        if (!tooBroad.isEmpty() && filter.contains(tooBroad)) {
            throw new OperatorProblem(Problem.of(ProblemType.FILTER_TOO_BROAD, "The list takes too long.", "req-400"));
        }
        List<DeviceView> theirs = scopes.devices();
        List<DeviceView> found = isEmpty(catalog)
                ? List.of()
                : fleet().find(request.filter()).stream()
                        .filter(theirs::contains)
                        .sorted(order(request.sort()))
                        .toList();
        return FakeFleet.page(found, request.cursor(), request.limit());
    }

    /** Returns the order by trust if asked for it; the API orders by ID if not asked. */
    private static Comparator<DeviceView> order(@Nullable String sort) {
        return "trust".equals(sort)
                ? Comparator.comparingInt(device -> WORST_FIRST.indexOf(device.trust()))
                : Comparator.comparing(device -> device.id().text());
    }

    @Override
    public Overview overview(String catalog) {
        assertThat(hasOnlyScopedRoles)
                .as("the overview is of the whole catalog")
                .isFalse();
        return isEmpty(catalog) ? FakeFleet.EMPTY : fleet().overview();
    }

    @Override
    public DeviceView device(String catalog, String device) {
        return changeOnRead.apply(
                first(catalog, candidate -> candidate.id().text().equals(device)));
    }

    private DeviceView first(String catalog, Predicate<DeviceView> condition) {
        return fleet().devices().stream()
                .filter(device -> !catalog.equals("fabrikam"))
                .filter(condition)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public RestResponse<DeviceDescription> description(String catalog, String device) {
        DeviceView view = device(catalog, device);
        return tag.on(new DeviceDescription(view.name(), view.tags(), view.notes()));
    }

    @Override
    public DeviceDescription describe(String catalog, String device, String seen, DeviceDescription description) {
        tag.change(seen);
        described.add(seen + " " + description);
        return description;
    }

    /** Returns the saved descriptions, each after the entity tag that the request had. */
    public List<String> described() {
        return described;
    }

    @Override
    public List<AttestationView> attestations(String catalog, String device, int limit) {
        return isEmpty(catalog) ? List.of() : FakeAttestations.of(device(catalog, device));
    }

    @Override
    public List<ReportView> reports(String catalog, String device, int limit) {
        return isEmpty(catalog) ? List.of() : FakeAttestations.reports();
    }

    @Override
    public List<VerifierOutage> outages(String catalog, String filter) {
        assertThat(hasOnlyScopedRoles)
                .as("only roles in the whole catalog see outages")
                .isFalse();
        return isEmpty(catalog) ? List.of() : FakeFleet.outages();
    }

    public FakeFleet fleet() {
        return scopes.fleet();
    }

    /** Returns the first device with a trust. */
    public DeviceView first(Trust trust) {
        return first("contoso", device -> device.trust() == trust);
    }

    public DeviceView blocked() {
        return first("contoso", device -> device.block() != null);
    }

    /** Returns a device without a group that never connected. */
    public DeviceView justClaimed() {
        return fleet().justClaimed();
    }
}
