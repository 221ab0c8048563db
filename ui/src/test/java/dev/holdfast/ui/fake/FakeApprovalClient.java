package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.approval.ApprovalDecision;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
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

/**
 * Requests for approval in Contoso Appliances. Decisions on requests have no effect.
 *
 * @param person user name of the signed-in person
 * @param required the operations that need approval
 * @param tag the entity tag of the rules
 * @param changed the operations of each new set of rules, as text
 */
public record FakeApprovalClient(String person, List<ApprovalOperation> required, FakeTag tag, List<String> changed)
        implements ApprovalClient {
    /** Makes a client of a catalog where activating policies needs approval. */
    public FakeApprovalClient(String person) {
        this(person, List.of(ApprovalOperation.ACTIVATE_POLICY));
    }

    /** Makes a client of a catalog with the given approval rules. */
    public FakeApprovalClient(String person, List<ApprovalOperation> required) {
        this(person, required, new FakeTag());
    }

    FakeApprovalClient(String person, List<ApprovalOperation> required, FakeTag tag) {
        this(person, new CopyOnWriteArrayList<>(required), tag, new ArrayList<>());
    }

    /** Simulates that another user adds a rule. */
    public void changeAsAnotherUser(ApprovalOperation operation) {
        tag.changeAsAnotherUser();
        required.add(operation);
    }

    @Override
    public RestResponse<List<ApprovalView>> page(String catalog, ListRequest request) {
        return FakePages.of(
                isEmpty(catalog)
                        ? List.of()
                        : FakeApprovals.find(request.filter() == null ? "" : request.filter(), person),
                request.cursor(),
                request.limit());
    }

    @Override
    public List<ApprovalView> approvals(String catalog, String filter, int limit) {
        return isEmpty(catalog) ? List.of() : FakeApprovals.find(filter, person);
    }

    @Override
    public ApprovalDetail approval(String catalog, String id) {
        return FakeApprovals.detail(id);
    }

    @Override
    public ApprovalRules rules(String catalog) {
        return new ApprovalRules(isEmpty(catalog) ? List.of() : required);
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
    public ApprovalView approve(String catalog, String id, ApprovalDecision answer) {
        return FakeApprovals.in(ApprovalState.APPROVED).getFirst();
    }

    @Override
    public ApprovalView reject(String catalog, String id, ApprovalDecision answer) {
        return FakeApprovals.in(null).getFirst();
    }

    @Override
    public ApprovalView withdraw(String catalog, String id, ApprovalDecision answer) {
        return FakeApprovals.in(null).getFirst();
    }

    private static boolean isEmpty(String catalog) {
        return catalog.equals("fabrikam");
    }
}
