package dev.holdfast.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides exactly as its policy does, very many times over. What rules say is remembered by the values that they look at,
 * and by nothing else: most devices of a fleet measure the same and are locked alike, and only the rules about counters
 * meet new values again and again. Not thread-safe; remembers a bounded number of values.
 */
public final class RepeatedDecisions {
    private static final int MAX_REMEMBERED = 4096;

    private final CompiledPolicy policy;
    private final List<Question> questions;

    /** Decides by a policy. */
    public RepeatedDecisions(CompiledPolicy policy) {
        this.policy = policy;
        Map<Set<FactPath>, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < policy.rules().size(); i++) {
            alike.computeIfAbsent(policy.rules().get(i).reads(), reads -> new ArrayList<>())
                    .add(i);
        }
        this.questions = alike.entrySet().stream()
                .map(entry -> new Question(List.copyOf(entry.getKey()), entry.getValue(), remembering()))
                .toList();
    }

    /**
     * Rules that look at the same values.
     *
     * @param reads what they look at
     * @param rules their positions in the policy
     * @param answers what they said, by what they looked at
     */
    private record Question(List<FactPath> reads, List<Integer> rules, Map<List<Object>, List<Said>> answers) {}

    /**
     * What one rule said.
     *
     * @param rule its position in the policy
     * @param hits at least one
     */
    private record Said(int rule, List<Hit> hits) {}

    private static Map<List<Object>, List<Said>> remembering() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Object>, List<Said>> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }

    /** Decides, as {@link CompiledPolicy#decide}; facts that were handed in must not change any more. */
    public Decision decide(Map<String, Object> facts) {
        List<Said> all = List.of();
        for (Question question : questions) {
            List<Said> said = answer(question, facts);
            if (!said.isEmpty()) {
                all = all.isEmpty() ? new ArrayList<>() : all;
                all.addAll(said);
            }
        }
        if (all.isEmpty()) {
            return policy.decision(List.of());
        }
        all.sort(Comparator.comparingInt(Said::rule));
        return policy.decision(
                all.stream().flatMap(said -> said.hits().stream()).toList());
    }

    private List<Said> answer(Question question, Map<String, Object> facts) {
        List<Object> values = values(question.reads(), facts);
        List<Said> known = question.answers().get(values);
        if (known == null) {
            known = ask(question, facts);
            question.answers().put(values, known);
        }
        return known;
    }

    private static List<Object> values(List<FactPath> reads, Map<String, Object> facts) {
        List<Object> values = new ArrayList<>(reads.size());
        for (FactPath path : reads) {
            values.add(path.in(facts));
        }
        return values;
    }

    /** Evaluates the rules of a question, over the facts that they look at. */
    private List<Said> ask(Question question, Map<String, Object> facts) {
        Map<String, Object> widened = HashMap.newHashMap(question.reads().size());
        for (FactPath path : question.reads()) {
            Object value = facts.get(path.fact());
            if (value != null) {
                widened.computeIfAbsent(path.fact(), name -> Facts.widened(value));
            }
        }
        List<Said> said = new ArrayList<>();
        for (int rule : question.rules()) {
            List<Hit> hits = new ArrayList<>();
            policy.rules().get(rule).evaluate(widened, hits);
            if (!hits.isEmpty()) {
                said.add(new Said(rule, List.copyOf(hits)));
            }
        }
        return List.copyOf(said);
    }
}
