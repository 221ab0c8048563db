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
 * meet new values again and again. Values that are the very objects of the decision before are not even compared. Not
 * thread-safe; remembers a bounded number of values.
 */
public final class RepeatedDecisions {
    private static final int MAX_REMEMBERED = 4096;

    private final CompiledPolicy policy;
    private final List<Question> questions;
    private final Decision otherwise;

    /** Decides by a policy. */
    public RepeatedDecisions(CompiledPolicy policy) {
        this.policy = policy;
        Map<Set<FactPath>, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < policy.rules().size(); i++) {
            alike.computeIfAbsent(policy.rules().get(i).reads(), reads -> new ArrayList<>())
                    .add(i);
        }
        this.questions = alike.entrySet().stream()
                .map(entry -> new Question(policy, List.copyOf(entry.getKey()), entry.getValue()))
                .toList();
        this.otherwise = policy.decision(List.of());
    }

    /**
     * What one rule said.
     *
     * @param rule its position in the policy
     * @param hits at least one
     */
    private record Said(int rule, List<Hit> hits) {}

    /** Decides, as {@link CompiledPolicy#decide}; facts that were handed in must not change any more. */
    public Decision decide(Map<String, Object> facts) {
        List<Said> all = List.of();
        for (Question question : questions) {
            List<Said> said = question.answer(facts);
            if (!said.isEmpty()) {
                all = all.isEmpty() ? new ArrayList<>() : all;
                all.addAll(said);
            }
        }
        if (all.isEmpty()) {
            return otherwise;
        }
        all.sort(Comparator.comparingInt(Said::rule));
        return policy.decision(
                all.stream().flatMap(said -> said.hits().stream()).toList());
    }

    /** Rules that look at the same values. */
    private static final class Question {
        private final CompiledPolicy policy;
        private final FactPath[] reads;
        /** Their positions in the policy. */
        private final List<Integer> rules;
        /** What they said, by what they looked at. */
        private final Map<List<Object>, List<Said>> answers = remembering();

        private final Object[] last;
        private List<Said> lastSaid = List.of();

        Question(CompiledPolicy policy, List<FactPath> reads, List<Integer> rules) {
            this.policy = policy;
            this.reads = reads.toArray(FactPath[]::new);
            this.rules = rules;
            this.last = new Object[reads.size()];
        }

        @SuppressWarnings("ReferenceEquality") // What is equal and not the same is looked up.
        List<Said> answer(Map<String, Object> facts) {
            boolean same = true;
            for (int i = 0; i < reads.length; i++) {
                Object value = reads[i].in(facts);
                same &= value == last[i];
                last[i] = value;
            }
            // Nothing that is read is ever null, so what nobody asked yet is not the same.
            if (!same || reads.length == 0) {
                lastSaid = known(facts);
            }
            return lastSaid;
        }

        private List<Said> known(Map<String, Object> facts) {
            List<Object> values = List.of(last);
            List<Said> known = answers.get(values);
            if (known == null) {
                known = ask(facts);
                answers.put(values, known);
            }
            return known;
        }

        /** Evaluates the rules, over the facts that they look at. */
        private List<Said> ask(Map<String, Object> facts) {
            Map<String, Object> widened = HashMap.newHashMap(reads.length);
            for (FactPath path : reads) {
                Object value = facts.get(path.fact());
                if (value != null) {
                    widened.computeIfAbsent(path.fact(), name -> Facts.widened(value));
                }
            }
            List<Said> said = new ArrayList<>();
            for (int rule : rules) {
                List<Hit> hits = new ArrayList<>();
                policy.rules().get(rule).evaluate(widened, hits);
                if (!hits.isEmpty()) {
                    said.add(new Said(rule, List.copyOf(hits)));
                }
            }
            return List.copyOf(said);
        }

        private static Map<List<Object>, List<Said>> remembering() {
            return new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Object>, List<Said>> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            };
        }
    }
}
