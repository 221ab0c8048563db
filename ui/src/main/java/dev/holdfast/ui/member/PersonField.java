package dev.holdfast.ui.member;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.provider.CallbackDataProvider.FetchCallback;
import com.vaadin.flow.data.provider.Query;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.Problems;
import jakarta.ws.rs.ProcessingException;
import java.util.List;
import java.util.stream.Stream;

/** Searches people of the identity provider while you type. */
final class PersonField extends ComboBox<PersonView> {
    /** The minimum number of characters to search for. */
    private static final int LEAST = 2;

    private final transient AccessClient.Access access;

    PersonField(AccessClient.Access access) {
        super(text("members.person"));
        this.access = access;
        setItems((FetchCallback<PersonView, String>) this::fetch);
        setItemLabelGenerator(PersonField::label);
        setHelperText(text("members.person.hint"));
        setPlaceholder(text("members.person.search"));
        setClearButtonVisible(true);
        setRequiredIndicatorVisible(true);
        setWidthFull();
    }

    /** Returns name, user name and address. Names are not unique, and an unverified address may belong to somebody else. */
    static String label(PersonView person) {
        String account = person.name().equals(person.userName()) ? "" : " · " + person.userName();
        String address = person.email() == null ? "" : " · " + person.email();
        String label = person.name() + account + address;
        return address.isEmpty() || person.emailVerified() ? label : text("members.person.unverified", label);
    }

    Stream<PersonView> fetch(Query<PersonView, String> query) {
        String search = query.getFilter().orElse("").strip();
        // The API returns all results at once.
        int from = query.getOffset();
        int max = query.getLimit();
        return from > 0 || search.length() < LEAST
                ? Stream.empty()
                : found(search).stream().limit(max);
    }

    private List<PersonView> found(String search) {
        try {
            setHelperText(text("members.person.hint"));
            return access.people(new Filter.Words(false, search).text());
        } catch (OperatorProblem | ProcessingException refused) {
            // The API may refuse an incomplete name. Show the reason and let the person go on typing.
            Problem problem = Problems.of(refused);
            setHelperText(problem.detail() == null ? problem.title() : problem.detail());
            return List.of();
        }
    }
}
