package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.command.Outcome.AwaitingApproval;
import dev.holdfast.backend.tenancy.command.Outcome.Done;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs commands for the caller of the current request, in the request's catalog. */
@ApplicationScoped
public class Commands {
    private static final int REPETITIONS = 3;

    private final Access access;
    private final Transactions transactions;
    private final ApprovalGate approvals;

    Commands(Access access, Transactions transactions, ApprovalGate approvals) {
        this.access = access;
        this.transactions = transactions;
        this.approvals = approvals;
    }

    /** Runs a command, or requests approval when the catalog requires it. */
    public <Q, R> Uni<Outcome<R>> submit(Command<Q, R> command, Q request) {
        command.validate(request);
        return new Run<>(access.caller(), access.catalog(), command, request).start();
    }

    /** Prepares and performs work; again, at most {@value #REPETITIONS} times, if the state changed between the two. */
    public static <T> Uni<T> repeatIfOutdated(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .deferred(work)
                .onFailure(failure -> failure instanceof ProblemException problem && problem.isOutdated())
                .retry()
                .atMost(REPETITIONS);
    }

    /** Runs work that never needs approval. */
    public <R> Uni<R> run(Work<R> work) {
        return run(1, work);
    }

    /** Runs work on a number of rows that the request names. */
    public <R> Uni<R> run(int rows, Work<R> work) {
        return transactions
                .forRows(access.caller(), access.catalogOrInstallation(), rows, work::perform)
                .call(work::committed);
    }

    /** Runs work on the rows that a filter selects. */
    public <R> Uni<R> runByFilter(Work<R> work) {
        return transactions
                .byFilter(access.caller(), access.catalogOrInstallation(), work::perform)
                .call(work::committed);
    }

    /** Runs work on any number of rows; a statement may take 15 minutes. */
    public <R> Uni<R> runLongRunning(Work<R> work) {
        return transactions
                .longRunning(access.caller(), access.catalogOrInstallation(), work::perform)
                .call(work::committed);
    }

    /** Requests approval in the current transaction, regardless of the rules. */
    public <Q> Uni<ApprovalView> request(Tx tx, Command<Q, ?> command, Q request) {
        return command.plan(tx, request).chain(plan -> request(tx, command, plan));
    }

    private Uni<ApprovalView> request(Tx tx, Command<?, ?> command, Plan plan) {
        return plan.effect().chain(effect -> approvals.request(tx, command.name(), plan, effect, null));
    }

    /** One run of a command. Methods with a {@code Tx} parameter return the step to run after that transaction's commit. */
    private final class Run<Q, R> {
        private final Caller caller;
        private final CatalogId catalog;
        private final Command<Q, R> command;
        private final Q request;

        Run(Caller caller, CatalogId catalog, Command<Q, R> command, Q request) {
            this.caller = caller;
            this.catalog = catalog;
            this.command = command;
            this.request = request;
        }

        Uni<Outcome<R>> start() {
            return transaction(this::decide).chain(next -> next);
        }

        private <T> Uni<T> transaction(Function<Tx, Uni<T>> work) {
            return transactions.forRows(caller, catalog, command.rows(request), work);
        }

        private Uni<Uni<Outcome<R>>> decide(Tx tx) {
            return gatedOperations(tx)
                    .chain(gated -> Collections.disjoint(gated, command.operations())
                            ? proceed(tx)
                            : planThenDecide(tx, gated));
        }

        /** Returns the operations that need approval: by the catalog's rules, or because the request always needs it. */
        private Uni<Set<ApprovalOperation>> gatedOperations(Tx tx) {
            return approvals
                    .gatedOperations(tx)
                    .chain(rules -> rules.containsAll(command.operations())
                            ? Uni.createFrom().item(rules)
                            : command.alwaysNeedsApproval(tx, request)
                                    .map(always -> always ? Set.copyOf(command.operations()) : rules));
        }

        private Uni<Uni<Outcome<R>>> planThenDecide(Tx tx, Set<ApprovalOperation> gated) {
            return command.plan(tx, request)
                    .chain(plan -> plan.operation() != null && gated.contains(plan.operation())
                            ? requestApproval(tx, plan)
                            : proceed(tx));
        }

        private Uni<Uni<Outcome<R>>> proceed(Tx tx) {
            if (!(command instanceof DirectCommand<Q, R> direct)) {
                return Uni.createFrom()
                        .item(repeatIfOutdated(
                                () -> command.prepare(caller, catalog, request).chain(this::perform)));
            }
            Work<R> work = direct.work(request);
            return work.perform(tx).map(result -> work.committed().replaceWith(new Done<>(result)));
        }

        private Uni<Outcome<R>> perform(Work<R> work) {
            return transaction(tx -> requireNoApproval(tx).chain(() -> work.perform(tx)))
                    .onFailure(ProblemException.class)
                    .call(work::refused)
                    .call(work::committed)
                    .map(Done::new);
        }

        private Uni<Set<ApprovalOperation>> requireNoApproval(Tx tx) {
            return gatedOperations(tx).invoke(gated -> {
                if (!Collections.disjoint(gated, command.operations())) {
                    throw ProblemException.conflict("This action now requires approval. Retry to request it.");
                }
            });
        }

        private Uni<Uni<Outcome<R>>> requestApproval(Tx tx, Plan plan) {
            Uni<ProposedPolicy> policy = plan.policy();
            return policy == null
                    ? request(tx, command, plan)
                            .map(approval -> Uni.createFrom().item(waiting(approval, plan)))
                    : plan.effect().map(effect -> compare(plan, effect, policy));
        }

        /** Compares policies outside of transactions, then requests approval. */
        private Uni<Outcome<R>> compare(Plan plan, List<String> effect, Uni<ProposedPolicy> policy) {
            return policy.chain(compared ->
                            transaction(tx -> approvals.request(tx, command.name(), plan, effect, compared)))
                    .map(approval -> waiting(approval, plan));
        }

        private Outcome<R> waiting(ApprovalView approval, Plan plan) {
            return new AwaitingApproval<>(approval, plan.notFound());
        }
    }
}
