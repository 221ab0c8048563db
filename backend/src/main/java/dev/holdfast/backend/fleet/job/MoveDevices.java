package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.NamedDevices;
import dev.holdfast.backend.fleet.SoftwareEffect;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.ApprovalGate;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts a job that moves devices, or requests approval for it. */
@ApplicationScoped
class MoveDevices implements DirectCommand<MoveDevices.Request, DeviceJobView> {
    private final StartDeviceJob startDeviceJob;
    private final Commands commands;
    private final ApprovalGate approvals;
    private final SoftwareEffect software;

    MoveDevices(StartDeviceJob startDeviceJob, Commands commands, ApprovalGate approvals, SoftwareEffect software) {
        this.software = software;
        this.startDeviceJob = startDeviceJob;
        this.commands = commands;
        this.approvals = approvals;
    }

    /**
     * Request to move devices.
     *
     * @param groupId GUID of the destination in a stored request, because a deleted group's name can be reused; null in a new request
     * @param reason reason; empty for none
     */
    record Request(
            List<DeviceId> deviceIds,
            String product,
            String group,
            @Nullable UUID groupId,
            String reason) {
        /** Fails if approvers could not see all devices, or if no approver could decide the request. */
        static Request of(StartDeviceJob.Request job, JobScopes allowed) {
            List<DeviceId> named = job.devices().deviceIds();
            new Checks()
                    .that(
                            named != null && named.size() <= BlockRequest.MAX_DEVICES,
                            "devices",
                            "must name at most 20,000 devices, because moving requires approval in this catalog")
                    .done();
            if (named == null || !allowed.isWhole()) {
                throw ProblemException.conflict(
                        "Moving devices requires approval in this catalog. Ask someone with a role in"
                                + " the whole catalog to request it.");
            }
            return new Request(named, job.spec().product(), job.spec().group(), null, job.reason());
        }

        private JobSpec spec() {
            return JobSpec.into(DeviceJobOperation.MOVE, product, group);
        }
    }

    /** Starts the job, or requests approval when the catalog requires it. */
    Uni<Outcome<DeviceJobView>> start(DelegatedPrincipal principal, JobScopes allowed, StartDeviceJob.Request request) {
        Selections.check(request.devices());
        return commands.runByFilter(tx -> approvals
                .gatedOperations(tx)
                .chain(gated -> gated.contains(ApprovalOperation.MOVE_DEVICES)
                        ? commands.request(tx, this, Request.of(request, allowed))
                                .map(waiting -> new Outcome.AwaitingApproval<DeviceJobView>(waiting, null))
                        : startDeviceJob.start(tx, principal, allowed, request).map(Outcome.Done::new)));
    }

    @Override
    public String name() {
        return "MoveDevices";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.MOVE_DEVICES);
    }

    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        DeviceGroups.Name destination = request.spec().destination();
        return DeviceGroups.destination(tx, destination)
                .invoke(group -> destination.requireSame(request.groupId(), group))
                .chain(group -> NamedDevices.existing(tx, request.deviceIds())
                        .map(here -> Plan.of(
                                ApprovalOperation.MOVE_DEVICES,
                                here.subject(),
                                "Move " + here.words() + " to " + destination + ".",
                                Scope.of(tx.catalog()),
                                request.reason(),
                                new Request(
                                        List.copyOf(here.devices()),
                                        request.product(),
                                        request.group(),
                                        group.id(),
                                        request.reason()),
                                Uni.createFrom().deferred(() -> effect(tx, here, destination, group.id())))));
    }

    private Uni<List<String>> effect(Tx tx, NamedDevices devices, DeviceGroups.Name destination, UUID group) {
        return devices.byGroup(tx)
                .chain(groups -> software.ofMove(tx, devices.devices(), group)
                        .map(parts -> Stream.of(
                                        groups,
                                        List.of("They get the software of " + destination
                                                + " and must meet its requirements."),
                                        parts)
                                .flatMap(List::stream)
                                .toList()));
    }

    /** Starts the job on behalf of the requester. */
    @Override
    public Uni<DeviceJobView> perform(Tx tx, Request request) {
        if (!(tx.actor() instanceof DelegatedPrincipal requester)) {
            throw new IllegalStateException("only an approved request moves devices here");
        }
        return startDeviceJob.start(
                tx,
                requester,
                new JobScopes(tx.catalog(), List.of(Scope.of(tx.catalog()))),
                new StartDeviceJob.Request(request.spec(), DeviceSelection.of(request.deviceIds()), request.reason()));
    }
}
