package dev.holdfast.ui.reference;

import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake reference values without HTTP; keeps what was asked for. */
public final class FakeReferenceClient implements ReferenceClient {
    final List<String> asked = new ArrayList<>();
    private final FakeTrust trust = new FakeTrust(new FakeFleet());
    private final boolean empty;

    /** Makes it with values, or without any. */
    public FakeReferenceClient(boolean empty) {
        this.empty = empty;
    }

    @Override
    public ReferencePage page(
            String catalog,
            @Nullable String text,
            @Nullable ReferenceOrigin origin,
            @Nullable ReferenceStanding standing,
            int offset,
            int limit) {
        ReferencePage all = trust.page(text, origin, standing);
        return empty
                ? new ReferencePage(List.of(), 0, Map.of())
                : new ReferencePage(
                        all.values().stream().skip(offset).limit(limit).toList(), all.total(), all.standings());
    }

    @Override
    public ReferenceImportResult importLines(String catalog, String lines) {
        Object answer = trust.importLines(lines);
        if (answer instanceof Problem problem) {
            throw new OperatorProblem(problem);
        }
        asked.add(lines);
        return (ReferenceImportResult) answer;
    }

    @Override
    public ReferenceValueView confirm(String catalog, String component, String image) {
        asked.add("confirm " + image);
        return find(image);
    }

    @Override
    public RetirementPreview preview(String catalog, String component, String image) {
        return trust.preview(image);
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

    ReferenceValueView find(String image) {
        return trust.values().stream()
                .filter(value -> value.image().text().equals(image))
                .findFirst()
                .orElseThrow();
    }

    ReferenceValueView find(ReferenceStanding standing) {
        return trust.values().stream()
                .filter(value -> value.standing() == standing)
                .findFirst()
                .orElseThrow();
    }
}
