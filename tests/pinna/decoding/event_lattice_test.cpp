#include "pinna/decoding/event_lattice.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::decoding {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pointwise;

const std::vector<std::string> lattice_labels{"a", "b", "c"};

/// Learnt from recordings with the labels one after another.
LabelBigram bigram_of(const std::vector<std::string>& texts) {
  events::EventTable table;
  for (const std::string& text : texts) {
    std::vector<events::Event>& list = table[std::to_string(table.size())];
    for (size_t i = 0; i < text.size(); ++i)
      list.push_back({static_cast<double>(i), static_cast<double>(i) + 1, std::string(1, text[i])});
  }
  return {table, lattice_labels};
}

Candidate candidate(double onset, int64_t label, double log_odds) {
  return {.event = {onset, onset + 1.5, lattice_labels[static_cast<size_t>(label)]},
          .label = label,
          .log_odds = log_odds};
}

struct LatticeProblem {
  std::vector<Candidate> candidates;
  LabelBigram bigram;
  double weight;
};

/// Some candidates begin together, of different labels or the same.
LatticeProblem random_lattice(uint64_t seed) {
  core::Random random(seed);
  std::string text;
  for (int i = 0; i < 12; ++i) text += static_cast<char>('a' + random.below(3));
  std::vector<Candidate> candidates;
  const auto count = static_cast<int64_t>(seed % 10);
  for (int64_t i = 0; i < count; ++i)
    candidates.push_back(
        candidate(static_cast<double>(random.below(6)), random.below(3), 2 * random.normal()));
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.event.onset, a.label) < std::tie(b.event.onset, b.label);
  });
  return {candidates, bigram_of({text, "ab", "ca"}), random.uniform(0, 2)};
}

double language_score(const std::vector<Candidate>& candidates, const std::vector<int64_t>& kept,
                      const LabelBigram& bigram) {
  double score = 0;
  for (size_t i = 0; i < kept.size(); ++i) {
    const int64_t label = candidates[static_cast<size_t>(kept[i])].label;
    const double given =
        i == 0 ? bigram.first_probability(label)
               : bigram.probability(label, candidates[static_cast<size_t>(kept[i - 1])].label);
    score += std::log(given) - std::log(bigram.probability(label));
  }
  return score;
}

/// All subsets, best first, their scores with the language model.
std::vector<Subset> every_subset(const LatticeProblem& problem) {
  std::vector<Subset> subsets;
  for (size_t bits = 0; bits < size_t{1} << problem.candidates.size(); ++bits) {
    Subset subset;
    for (size_t i = 0; i < problem.candidates.size(); ++i) {
      if ((bits >> i & 1) == 0) continue;
      subset.kept.push_back(static_cast<int64_t>(i));
      subset.log_score += problem.candidates[i].log_odds;
    }
    subset.log_score +=
        problem.weight * language_score(problem.candidates, subset.kept, problem.bigram);
    subsets.push_back(subset);
  }
  std::stable_sort(subsets.begin(), subsets.end(),
                   [](const Subset& a, const Subset& b) { return a.log_score > b.log_score; });
  return subsets;
}

std::vector<double> probabilities_by_counting(const LatticeProblem& problem) {
  std::vector<double> probabilities(problem.candidates.size());
  double total = 0;
  for (const Subset& subset : every_subset(problem)) {
    total += std::exp(subset.log_score);
    for (const int64_t i : subset.kept)
      probabilities[static_cast<size_t>(i)] += std::exp(subset.log_score);
  }
  for (double& probability : probabilities) probability /= total;
  return probabilities;
}

/// What log odds alone say.
std::vector<double> detector_probabilities(const std::vector<Candidate>& candidates) {
  std::vector<double> probabilities;
  for (const Candidate& each : candidates)
    probabilities.push_back(1 / (1 + std::exp(-each.log_odds)));
  return probabilities;
}

TEST(EventLattice, CandidatesAreRunsAboveTheThresholdByOnset) {
  const events::FrameScores scores{.labels = {"a", "b"},
                                   .frame_seconds = 0.5,
                                   .num_frames = 4,
                                   .scores = {0.05F, 0.5F, 0.1F, 0.8F, 0.75F, 0, 1, 0.25F}};
  const std::vector<Candidate> candidates = candidates_of(scores);
  ASSERT_EQ(candidates.size(), 3);
  EXPECT_EQ(candidates[0].event, (events::Event{0, 1, "b"}));
  EXPECT_EQ(candidates[0].label, 1);
  EXPECT_NEAR(candidates[0].log_odds, std::log(4), 1e-6);
  EXPECT_EQ(candidates[1].event, (events::Event{0.5, 2, "a"}));
  EXPECT_EQ(candidates[1].log_odds, 12);
  EXPECT_EQ(candidates[2].event, (events::Event{1.5, 2, "b"}));
  EXPECT_NEAR(candidates[2].log_odds, -std::log(3), 1e-6);
  // With everything above the threshold, one of each class; of equal onsets the first label.
  const std::vector<Candidate> all = candidates_of(scores, 0);
  ASSERT_EQ(all.size(), 2);
  EXPECT_EQ(all[0].event, (events::Event{0, 2, "a"}));
  EXPECT_THAT(candidates_of({}), IsEmpty());
}

TEST(EventLattice, BestSubsetIsThatOfAllSubsets) {
  for (uint64_t seed = 1; seed < 60; ++seed) {
    const LatticeProblem problem = random_lattice(seed);
    const Subset best = best_subset(problem.candidates, problem.bigram, problem.weight);
    const Subset expected = every_subset(problem).front();
    EXPECT_EQ(best.kept, expected.kept) << seed;
    EXPECT_NEAR(best.log_score, expected.log_score, 1e-9) << seed;
  }
}

TEST(EventLattice, ProbabilitiesAreThoseOfAllSubsets) {
  for (uint64_t seed = 1; seed < 60; ++seed) {
    const LatticeProblem problem = random_lattice(seed);
    EXPECT_THAT(kept_probabilities(problem.candidates, problem.bigram, problem.weight),
                Pointwise(DoubleNear(1e-9), probabilities_by_counting(problem)))
        << seed;
  }
}

TEST(EventLattice, WithoutWeightOrOrderTheDetectorIsRight) {
  std::vector<Candidate> many;
  core::Random random(3);
  for (int i = 0; i < 300; ++i)
    many.push_back(candidate(i, random.below(3), random.uniform(-12, 12)));
  many[7].log_odds = 12;
  const std::vector<double> expected = detector_probabilities(many);
  EXPECT_THAT(kept_probabilities(many, bigram_of({"abcabc"}), 0),
              Pointwise(DoubleNear(1e-9), expected));
  // Without events to learn from, every label is as likely after any other.
  EXPECT_THAT(kept_probabilities(many, bigram_of({}), 1.5), Pointwise(DoubleNear(1e-9), expected));
  const Subset best = best_subset(many, bigram_of({"abcabc"}), 0);
  EXPECT_EQ(best.kept, n_best_subsets(many, 1).front().kept);
  for (const int64_t index : best.kept) EXPECT_GT(many[static_cast<size_t>(index)].log_odds, 0);
}

TEST(EventLattice, SubsetsAreListedBestFirst) {
  for (uint64_t seed = 1; seed < 40; ++seed) {
    LatticeProblem problem = random_lattice(seed);
    problem.weight = 0;
    const std::vector<Subset> expected = every_subset(problem);
    const std::vector<Subset> all = n_best_subsets(problem.candidates, 1000);
    ASSERT_EQ(all.size(), expected.size()) << seed;
    std::set<std::vector<int64_t>> different;
    for (size_t i = 0; i < all.size(); ++i) {
      EXPECT_NEAR(all[i].log_score, expected[i].log_score, 1e-9) << seed;
      EXPECT_EQ(all[i].kept, expected[i].kept) << seed;
      different.insert(all[i].kept);
    }
    EXPECT_EQ(different.size(), all.size());
    const std::vector<Subset> few = n_best_subsets(problem.candidates, 5);
    ASSERT_EQ(few.size(), std::min<size_t>(5, all.size()));
    EXPECT_TRUE(std::equal(few.begin(), few.end(), all.begin()));
  }
}

TEST(EventLattice, AllSubsetsListedGiveTheExactProbabilities) {
  for (uint64_t seed = 1; seed < 40; ++seed) {
    const LatticeProblem problem = random_lattice(seed);
    const std::vector<Subset> subsets = n_best_subsets(problem.candidates, 1000);
    std::vector<double> language_scores;
    for (const Subset& subset : subsets)
      language_scores.push_back(language_score(problem.candidates, subset.kept, problem.bigram));
    EXPECT_THAT(kept_probabilities(problem.candidates, subsets, language_scores, problem.weight),
                Pointwise(DoubleNear(1e-9),
                          kept_probabilities(problem.candidates, problem.bigram, problem.weight)))
        << seed;
  }
}

TEST(EventLattice, OneSubsetListedIsCertain) {
  const std::vector<Candidate> two{candidate(0, 0, 2), candidate(1, 1, -2)};
  EXPECT_THAT(kept_probabilities(two, n_best_subsets(two, 1), std::vector<double>{-3}, 1),
              ElementsAre(1, 0));
}

TEST(EventLattice, NothingProposedIsNothingKept) {
  const LabelBigram bigram = bigram_of({"abc"});
  EXPECT_EQ(best_subset({}, bigram, 1), Subset{});
  EXPECT_THAT(kept_probabilities({}, bigram, 1), IsEmpty());
  EXPECT_THAT(n_best_subsets({}, 3), ElementsAre(Subset{}));
  EXPECT_THAT(kept_probabilities({}, n_best_subsets({}, 3), std::vector<double>{0}, 1), IsEmpty());
  const events::FrameScores quiet{
      .labels = {"a"}, .frame_seconds = 1, .num_frames = 2, .scores = {0.01F, 0.02F}};
  EXPECT_THAT(candidates_of(quiet), IsEmpty());
  EXPECT_EQ(rescored(quiet, {}, {}).scores, quiet.scores);
  EXPECT_THAT(rescored({}, {}, {}).scores, IsEmpty());
}

TEST(EventLattice, TheGrammarRevivesWhatFitsAndRemovesWhatDoesNot) {
  // The detector hears a (0.9), b (0.3), a again (0.6) and c (0.9).
  const events::FrameScores heard{
      .labels = lattice_labels,
      .frame_seconds = 1,
      .num_frames = 5,
      .scores = {0.9F, 0, 0, 0.01F, 0.3F, 0, 0, 0.2F, 0, 0.6F, 0, 0, 0, 0, 0.9F}};
  const std::vector<Candidate> candidates = candidates_of(heard);
  ASSERT_EQ(candidates.size(), 4);
  const LabelBigram bigram = bigram_of(std::vector<std::string>(20, "abc"));
  EXPECT_THAT(best_subset(candidates, bigram, 0).kept, ElementsAre(0, 2, 3));
  EXPECT_THAT(best_subset(candidates, bigram, 1).kept, ElementsAre(0, 1, 3));
  const events::FrameScores grammatical =
      rescored(heard, candidates, kept_probabilities(candidates, bigram, 1));
  EXPECT_GT(grammatical.at(0, 0), 0.9F);
  EXPECT_GT(grammatical.at(1, 1), 0.9F);
  EXPECT_LT(grammatical.at(3, 0), 0.1F);
  EXPECT_GT(grammatical.at(4, 2), 0.9F);
  EXPECT_EQ(grammatical.at(1, 0), 0.01F);
}

TEST(EventLattice, RescoredRunsReachTheirProbability) {
  const events::FrameScores scores{.labels = {"a", "b"},
                                   .frame_seconds = 0.02,
                                   .num_frames = 4,
                                   .scores = {0.5F, 0.05F, 0.8F, 1, 0.09F, 0.3F, 0.7F, 0.02F}};
  const std::vector<Candidate> candidates = candidates_of(scores);
  ASSERT_EQ(candidates.size(), 3);  // a in frames 0 and 1, b in 1 and 2, a in 3
  const events::FrameScores moved = rescored(scores, candidates, std::vector{0.2, 0.01, 1.0});
  EXPECT_NEAR(moved.at(0, 0), 1.0 / 17, 1e-6);  // odds 1 * 1/16
  EXPECT_NEAR(moved.at(1, 0), 0.2, 1e-6);
  EXPECT_NEAR(moved.at(1, 1), 0.01, 1e-5);  // its log odds were clamped
  EXPECT_LT(moved.at(2, 1), 1e-6F);
  EXPECT_NEAR(moved.at(3, 0), 1, 1e-5);
  EXPECT_EQ(moved.at(0, 1), 0.05F);
  EXPECT_EQ(moved.at(2, 0), 0.09F);
  EXPECT_EQ(moved.at(3, 1), 0.02F);
}

TEST(EventLattice, UnchangedProbabilitiesLeaveScores) {
  core::Random random(5);
  events::FrameScores scores{.labels = lattice_labels, .frame_seconds = 0.02, .num_frames = 500};
  for (int i = 0; i < 1500; ++i)
    scores.scores.push_back(random.chance(0.1) ? static_cast<float>(random.below(2))
                                               : static_cast<float>(random.uniform()));
  for (const double threshold : {0.1, 0.5, 0.0}) {
    const std::vector<Candidate> candidates = candidates_of(scores, threshold);
    const events::FrameScores same =
        rescored(scores, candidates, detector_probabilities(candidates));
    for (size_t i = 0; i < scores.scores.size(); ++i)
      ASSERT_NEAR(same.scores[i], scores.scores[i], 1e-6);
    for (const double certain : {0.0, 1.0})
      EXPECT_THAT(
          rescored(scores, candidates, std::vector<double>(candidates.size(), certain)).scores,
          testing::Each(testing::AllOf(testing::Ge(0), testing::Le(1))));
  }
}

TEST(EventLattice, BadInputIsRefused) {
  using core::InvalidOptions;
  const LabelBigram bigram = bigram_of({"abc"});
  const std::vector<Candidate> two{candidate(0, 0, 2), candidate(1, 1, -2)};
  const double nan = std::nan("");
  for (const double weight : {-0.1, nan, HUGE_VAL}) {
    EXPECT_THROW(best_subset(two, bigram, weight), InvalidOptions);
    EXPECT_THROW(kept_probabilities(two, bigram, weight), InvalidOptions);
    EXPECT_THROW(kept_probabilities(two, n_best_subsets(two, 1), std::vector{0.0}, weight),
                 InvalidOptions);
  }
  std::vector<Candidate> wrong = two;
  for (const int64_t label : {-1, 0, 3}) {
    wrong[1].label = label;
    EXPECT_THROW(best_subset(wrong, bigram, 1), InvalidOptions);
    EXPECT_THROW(kept_probabilities(wrong, bigram, 1), InvalidOptions);
  }
  EXPECT_THROW(best_subset(std::vector{two[1], two[0]}, bigram, 1), InvalidOptions);
  EXPECT_THROW(n_best_subsets(two, 0), InvalidOptions);
  const auto listed = [&](const std::vector<Subset>& subsets, const std::vector<double>& language) {
    return kept_probabilities(two, subsets, language, 1);
  };
  EXPECT_THROW(listed({}, {}), InvalidOptions);
  EXPECT_THROW(listed({{}}, {0, 0}), InvalidOptions);
  EXPECT_THROW(listed({{}}, {nan}), InvalidOptions);
  for (const std::vector<int64_t>& kept :
       std::vector<std::vector<int64_t>>{{2}, {-1}, {0, 0}, {1, 0}})
    EXPECT_THROW(listed({{.kept = kept}}, {0}), InvalidOptions);
}

TEST(EventLattice, ScoresThatDoNotFitAreRefused) {
  using core::InvalidOptions;
  const std::vector<Candidate> two{candidate(0, 0, 2), candidate(1, 1, -2)};
  events::FrameScores scores{.labels = lattice_labels,
                             .frame_seconds = 0.5,
                             .num_frames = 5,
                             .scores = std::vector<float>(15)};
  EXPECT_NO_THROW(rescored(scores, two, std::vector{0.5, 0.5}));
  EXPECT_THROW(rescored(scores, two, std::vector{0.5}), InvalidOptions);
  EXPECT_THROW(rescored(scores, two, std::vector{0.5, 1.1}), InvalidOptions);
  EXPECT_THROW(rescored(scores, two, std::vector{std::nan(""), 0.5}), InvalidOptions);
  EXPECT_THROW(candidates_of(scores, -0.1), InvalidOptions);
  EXPECT_THROW(candidates_of(scores, std::nan("")), InvalidOptions);
  events::FrameScores wrong = scores;
  wrong.labels = {"b", "a", "c"};
  EXPECT_THROW(rescored(wrong, two, std::vector{0.5, 0.5}), InvalidOptions);
  wrong = scores;
  wrong.num_frames = 4;  // and the second event ends after them
  EXPECT_THROW(candidates_of(wrong), InvalidOptions);
  wrong.scores.resize(12);
  EXPECT_THROW(rescored(wrong, two, std::vector{0.5, 0.5}), InvalidOptions);
  wrong = scores;
  wrong.frame_seconds = 0;
  EXPECT_THROW(candidates_of(wrong), InvalidOptions);
}

}  // namespace
}  // namespace pinna::decoding
