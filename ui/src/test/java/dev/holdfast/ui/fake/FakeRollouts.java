package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.product.TargetChange;
import dev.holdfast.contract.operator.rollout.ExpectedFailure;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.PhaseImpact;
import dev.holdfast.contract.operator.rollout.RollBackImpact;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutActionImpact;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import dev.holdfast.contract.operator.rollout.RolloutDefaults;
import dev.holdfast.contract.operator.rollout.RolloutExtension;
import dev.holdfast.contract.operator.rollout.RolloutFailureKind;
import dev.holdfast.contract.operator.rollout.RolloutFailureReason;
import dev.holdfast.contract.operator.rollout.RolloutFailureView;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutStop;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.device.UpdateClient;
import dev.holdfast.ui.rollout.RolloutClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestResponse;

/** One rollout of Contoso Appliances in each state, newest first. Records commands. Fabrikam Foods has none. */
public final class FakeRollouts implements RolloutClient, UpdateClient {
    /** States of a rollout that has ended. */
    private static final Set<RolloutStatus> ENDED = Set.of(RolloutStatus.COMPLETED, RolloutStatus.ABORTED);

    private static final RolloutStop ALLOWED = new RolloutStop(null, "", "");

    /** The commands, in words. */
    public final List<String> commands = new ArrayList<>();

    private final FakeFleet fleet;
    private final FakeTag tag;
    private long attested = 9;
    private boolean ofSystem;
    private boolean crashed;
    private RolloutStop stop = ALLOWED;
    private RolloutDefaults defaults = RolloutDefaults.INITIAL;

    public FakeRollouts(FakeFleet fleet) {
        this(fleet, new FakeTag());
    }

    FakeRollouts(FakeFleet fleet, FakeTag tag) {
        this.fleet = fleet;
        this.tag = tag;
    }

    /** Returns the GUID of the rollout in a state. */
    public static UUID id(RolloutStatus state) {
        return new UUID(
                0x0c00_0000_0000_4000L,
                0x8000_0000_0000_0000L + List.of(RolloutStatus.values()).indexOf(state));
    }

    /** Attests a device of the running rollout. */
    public void advance() {
        attested++;
    }

    /** Lets the rule for crashes halt the halted rollout. */
    public void crash() {
        crashed = true;
    }

    /** Lets the rollouts bring an operating system instead of deployments. */
    public void bringSystem() {
        ofSystem = true;
    }

    private RolloutView in(RolloutStatus state) {
        return FakeRolloutViews.of(fleet, state, attested, ofSystem, crashed);
    }

    private List<RolloutView> all(String catalog) {
        return catalog.equals("fabrikam")
                ? List.of()
                : Arrays.stream(RolloutStatus.values()).map(this::in).toList();
    }

    private RolloutView find(String catalog, String id) {
        return all(catalog).stream()
                .filter(rollout -> rollout.id().toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Knows the terms {@code is:active}, {@code is:ended} and {@code state:} with words between commas, and finds nothing for the word {@code teapot}. */
    @Override
    public RestResponse<List<RolloutView>> rollouts(String catalog, ListRequest request) {
        String filter = String.valueOf(request.filter());
        List<RolloutView> found = all(catalog).stream()
                .filter(rollout -> !filter.contains("teapot"))
                .filter(rollout -> !filter.contains("is:ended") || ENDED.contains(rollout.state()))
                .filter(rollout -> !filter.contains("is:active") || isActive(rollout))
                .filter(rollout -> !filter.contains("state:")
                        || Arrays.asList(filter.replaceAll(".*state:(\\S*).*", "$1")
                                        .split(",", -1))
                                .contains(word(rollout.state())))
                .toList();
        return FakePages.of(found, request.cursor(), request.limit());
    }

    private static boolean isActive(RolloutView rollout) {
        return !ENDED.contains(rollout.state())
                && rollout.state() != RolloutStatus.DRAFT
                && rollout.state() != RolloutStatus.AWAITING_APPROVAL;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public RestResponse<List<RolloutView>> ofGroup(String catalog, String product, String group, ListRequest request) {
        return FakePages.of(
                all(catalog).stream()
                        .filter(rollout -> rollout.product().equals(product)
                                && rollout.group().equals(group))
                        .toList(),
                request.cursor(),
                request.limit());
    }

    @Override
    public RestResponse<RolloutDefaults> defaults(String catalog, String product, String group) {
        return tag.on(defaults);
    }

    @Override
    public RestResponse<List<DeploymentView>> deployments(
            String catalog, String product, String group, ListRequest request) {
        return new FakeDeployments(fleet).ofGroup(catalog, product, group, request);
    }

    @Override
    public RolloutDefaults change(
            String catalog, String product, String group, String tagSeen, RolloutDefaults changed) {
        tag.change(tagSeen);
        defaults = changed;
        return changed;
    }

    @Override
    public RolloutImpact preview(String catalog, String product, String group, NewRollout rollout) {
        return new RolloutImpact(
                new UpdateImpact(
                        380,
                        1,
                        3,
                        2,
                        5,
                        List.of(new ImageChange(
                                fleet.images().get(1), fleet.images().getFirst())),
                        3_514_368),
                1,
                12L,
                IntStream.rangeClosed(1, rollout.phases().size())
                        .mapToObj(number -> impact(number, rollout.phases().size()))
                        .toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private static PhaseImpact impact(int number, int phases) {
        return number == phases
                ? new PhaseImpact(number, 380, 342)
                : new PhaseImpact(number, number == 1 ? 4 : 38, number == 1 ? 4 : 34);
    }

    @Override
    public RolloutView create(String catalog, String product, String group, NewRollout rollout) {
        commands.add("create " + product + " / " + group + " " + rollout);
        return in(RolloutStatus.DRAFT);
    }

    @Override
    public RestResponse<RolloutView> rollout(String catalog, String rollout) {
        return tag.on(find(catalog, rollout));
    }

    @Override
    public RollBackImpact rollBackImpact(String catalog, String rollout) {
        RolloutCounts counts = find(catalog, rollout).counts();
        return new RollBackImpact(
                counts.installed() + counts.attested(),
                3,
                List.of(new ExpectedFailure("image-rolled-back", "The security version is below their fuse.", 2)));
    }

    @Override
    public RolloutActionImpact actionImpact(String catalog, String rollout, RolloutAction action) {
        return FakeRolloutViews.impact(find(catalog, rollout), action);
    }

    @Override
    public RolloutImpact impact(String catalog, String rollout) {
        if (find(catalog, rollout).phase() > 0) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.CONFLICT, "The rollout has started or ended. Only a draft has a preview.", "req-409"));
        }
        RolloutImpact plain = preview(
                catalog,
                "",
                "",
                new NewRollout(List.of(), FakeRolloutViews.PHASES, null, null, null, null, null, null, null));
        return new RolloutImpact(
                ofSystem ? new UpdateImpact(380, 1, 3, 2, 5, List.of(), 3_514_368) : plain.update(),
                plain.pinned(),
                plain.contactMinutes(),
                plain.phases(),
                ofSystem ? List.of(new TargetChange("MT3620AN", "26.09", "26.10", List.of(), 376, 3)) : List.of(),
                List.of(new ExpectedFailure("too-large-for-part", "The images are too large for this part.", 4)),
                List.of("The new images have a higher security version. Devices cannot return to the earlier images."));
    }

    @Override
    public RolloutView start(String catalog, String rollout) {
        return run("start", catalog, rollout, "");
    }

    @Override
    public RolloutView pause(String catalog, String rollout, Reason reason) {
        return run("pause", catalog, rollout, reason.reason());
    }

    @Override
    public RolloutView resume(String catalog, String rollout, Reason reason) {
        return run("resume", catalog, rollout, reason.reason());
    }

    @Override
    public RolloutView proceed(String catalog, String rollout, Reason reason) {
        return run("proceed", catalog, rollout, reason.reason());
    }

    @Override
    public RolloutView abort(String catalog, String rollout, Reason reason) {
        return run("abort", catalog, rollout, reason.reason());
    }

    @Override
    public RolloutView rollBack(String catalog, String rollout, Reason reason) {
        return run("roll back", catalog, rollout, reason.reason());
    }

    @Override
    public RolloutView retryFailed(String catalog, String rollout, Reason reason) {
        return run("retry failed", catalog, rollout, reason.reason());
    }

    @Override
    public RolloutView extend(String catalog, String rollout, String seen, RolloutExtension extension) {
        tag.change(seen);
        return run("extend", catalog, rollout, extension.toString());
    }

    private RolloutView run(String command, String catalog, String rollout, String reason) {
        RolloutView found = find(catalog, rollout);
        commands.add((command + " " + word(found.state()) + " " + reason).strip());
        return found;
    }

    @Override
    public List<RolloutFailureReason> failureReasons(String catalog, String rollout) {
        find(catalog, rollout);
        return List.of(
                new RolloutFailureReason(RolloutFailureKind.RETURNED, "image-rolled-back", 4, FakeFleet.ago(0.02)),
                new RolloutFailureReason(RolloutFailureKind.FAILED, "no-space", 2, FakeFleet.ago(0.03)),
                new RolloutFailureReason(RolloutFailureKind.SILENT, "", 1, FakeFleet.ago(0.01)));
    }

    @Override
    public RestResponse<List<RolloutFailureView>> failures(String catalog, String rollout, ListRequest request) {
        find(catalog, rollout);
        String filter = String.valueOf(request.filter());
        List<DeviceView> devices = fleet.devices();
        List<RolloutFailureView> failures = IntStream.range(0, 7)
                .mapToObj(index -> new RolloutFailureView(
                        devices.get(index).id(),
                        devices.get(index).name(),
                        index < 2 ? 1 : 2,
                        index < 4
                                ? RolloutFailureKind.RETURNED
                                : index < 6 ? RolloutFailureKind.FAILED : RolloutFailureKind.SILENT,
                        index < 4 ? "image-rolled-back" : index < 6 ? "no-space" : "",
                        FakeFleet.ago(0.01 * (index + 1))))
                .filter(failure -> !filter.contains("kind:") || filter.contains(word(failure.kind())))
                .toList();
        return FakePages.of(failures, request.cursor(), request.limit());
    }

    @Override
    public RolloutStop stopped(String catalog) {
        return stop;
    }

    @Override
    public void stop(String catalog, Reason reason) {
        commands.add("stop " + reason.reason());
        stop = new RolloutStop(FakeFleet.now(), "olivia", reason.reason());
    }

    @Override
    public void allow(String catalog, Reason reason) {
        commands.add("allow " + reason.reason());
        stop = ALLOWED;
    }

    @Override
    public void checkNow(String catalog, String device) {
        commands.add("check " + device.substring(0, 8));
    }

    @Override
    public void pin(String catalog, String device, Reason reason) {
        commands.add("pin " + device.substring(0, 8) + " " + reason.reason());
    }

    @Override
    public void unpin(String catalog, String device, Reason reason) {
        commands.add("unpin " + device.substring(0, 8) + " " + reason.reason());
    }

    @Override
    public RolloutView exempt(String catalog, String rollout, String device, Reason reason) {
        return run("exempt " + device.substring(0, 8) + " of", catalog, rollout, reason.reason());
    }

    @Override
    public RolloutView include(String catalog, String rollout, String device, Reason reason) {
        return run("include " + device.substring(0, 8) + " in", catalog, rollout, reason.reason());
    }
}
