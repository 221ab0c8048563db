package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalAnswer;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ListRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Acts of Contoso Appliances that wait.
 *
 * @param person who is signed in
 * @param second what takes a second person
 * @param tag of that
 * @param changed what it was changed to, in words
 */
public record FakeApprovalClient(String person, List<ApprovalOperation> second, FakeTag tag, List<String> changed)
        implements ApprovalClient {
    /** Makes one of a catalog that wants a second person to activate policies. */
    public FakeApprovalClient(String person) {
        this(person, List.of(ApprovalOperation.ACTIVATE_POLICY));
    }

    /** Makes one of a catalog that wants a second person for some acts. */
    public FakeApprovalClient(String person, List<ApprovalOperation> second) {
        this(person, second, new FakeTag());
    }

    /** Makes one with an entity tag of others. */
    FakeApprovalClient(String person, List<ApprovalOperation> second, FakeTag tag) {
        this(person, new CopyOnWriteArrayList<>(second), tag, new ArrayList<>());
    }

    /** Lets somebody else want a second person for one more act. */
    public void overtake(ApprovalOperation act) {
        tag.overtake();
        second.add(act);
    }

    @Override
    public RestResponse<List<ApprovalView>> page(String catalog, boolean mine, ListRequest asked) {
        return FakePages.of(
                isEmpty(catalog)
                        ? List.of()
                        : FakeApprovals.find(asked.filter() == null ? "" : asked.filter(), mine ? person : ""),
                asked.cursor(),
                asked.limit());
    }

    @Override
    public List<ApprovalView> approvals(String catalog, @Nullable ApprovalState state, int limit) {
        return isEmpty(catalog) ? List.of() : FakeApprovals.in(state);
    }

    @Override
    public ApprovalDetail approval(String catalog, String id) {
        return FakeApprovals.detail(id);
    }

    @Override
    public ApprovalRules rules(String catalog) {
        return new ApprovalRules(isEmpty(catalog) ? List.of() : second);
    }

    @Override
    public RestResponse<ApprovalRules> taggedRules(String catalog) {
        return tag.on(rules(catalog));
    }

    @Override
    public ApprovalRulesChange changeRules(String catalog, String seen, NewApprovalRules rules) {
        tag.change(seen);
        changed.add(rules.operations().toString());
        return new ApprovalRulesChange(new ApprovalRules(rules.operations()), null);
    }

    @Override
    public ApprovalView approve(String catalog, String id, ApprovalAnswer answer) {
        return FakeApprovals.in(ApprovalState.APPROVED).getFirst();
    }

    @Override
    public ApprovalView reject(String catalog, String id, ApprovalAnswer answer) {
        return FakeApprovals.in(null).getFirst();
    }

    @Override
    public ApprovalView withdraw(String catalog, String id, ApprovalAnswer answer) {
        return FakeApprovals.in(null).getFirst();
    }

    private static boolean isEmpty(String catalog) {
        return catalog.equals("fabrikam");
    }
}
