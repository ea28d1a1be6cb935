#include "workload/improve.hpp"

#include <algorithm>
#include <numeric>

namespace mssp::workload {
namespace {

// Who may have the duty and is least utilised with it; the first of equals.
std::optional<std::size_t> best_for(const Board& board, std::size_t duty) {
  std::optional<std::size_t> best;
  std::int64_t least = 0;
  for (std::size_t person = 0; person < board.situation().people.size(); ++person) {
    if (!board.may(duty, person)) continue;
    const std::int64_t reached = board.utilisation(person, board.duty(duty).weight);
    if (best && reached >= least) continue;
    best = person;
    least = reached;
  }
  return best;
}

void promote(Board& board, std::size_t primary) {
  for (const std::size_t backup : board.of_tenant(board.duty(primary).tenant)) {
    const auto person = board.holder(backup);
    if (backup == primary || !person || !board.may(primary, *person, backup)) continue;
    board.give(backup, std::nullopt);
    board.give(primary, person);
    return;
  }
}

struct Step {
  std::int64_t score = 0;  // twice what the higher of the two utilisations falls by, for each duty
  std::size_t given = 0;
  std::size_t to = 0;
  std::optional<std::size_t> taken;
};

class Lowering {
 public:
  Lowering(Board& board, std::size_t most, std::int64_t least) : board_(board), most_(most), least_(least) {}

  bool step() {
    const std::size_t from = board_.busiest();
    const std::int64_t highest = board_.utilisation(from);
    best_ = {};
    for (const std::size_t duty : board_.held(from)) {
      for (std::size_t to = 0; to < board_.situation().people.size(); ++to) {
        // Nobody who is as busy can relieve him.
        if (to == from || !board_.available(to) || board_.utilisation(to) >= highest) continue;
        consider(highest, from, {0, duty, to, std::nullopt});
        for (const std::size_t other : board_.held(to)) consider(highest, from, {0, duty, to, other});
      }
    }
    if (best_.score == 0) return false;
    apply(best_, from);
    return true;
  }

 private:
  void apply(const Step& step, std::size_t from) {
    if (step.taken) board_.give(*step.taken, std::nullopt);
    board_.give(step.given, step.to);
    if (step.taken) board_.give(*step.taken, from);
  }

  void consider(std::int64_t highest, std::size_t from, Step step) {
    const std::int64_t given = board_.duty(step.given).weight;
    const std::int64_t taken = step.taken ? board_.duty(*step.taken).weight : 0;
    if (taken >= given) return;
    const std::int64_t reached = std::max(board_.utilisation(from, taken - given), board_.utilisation(step.to, given - taken));
    const std::int64_t gain = highest - reached;
    if (gain <= least_) return;
    step.score = step.taken ? gain : 2 * gain;
    if (step.score <= best_.score || !board_.may(step.given, step.to, step.taken)) return;
    if (step.taken && !board_.may(*step.taken, from, step.given)) return;
    if (changed_after(step, from) > most_) return;
    best_ = step;
  }

  std::size_t changed_after(const Step& step, std::size_t from) const {
    const auto counts = [&](std::size_t duty, std::size_t person) {
      return std::size_t{board_.duty(duty).person != person ? 1U : 0U};
    };
    std::size_t count = board_.changed() - counts(step.given, from) + counts(step.given, step.to);
    if (step.taken) count = count - counts(*step.taken, step.to) + counts(*step.taken, from);
    return count;
  }

  Board& board_;
  std::size_t most_;
  std::int64_t least_;
  Step best_;
};

bool back_alone(Board& board, std::size_t duty, std::int64_t limit) {
  const std::size_t home = *board.duty(duty).person;
  if (!board.may(duty, home) || board.utilisation(home, board.duty(duty).weight) > limit) return false;
  board.give(duty, home);
  return true;
}

// Somebody else's duty leaves its place, to where this one comes from, if it is not at home either.
bool back_in_exchange(Board& board, std::size_t duty, std::int64_t limit) {
  const std::size_t home = *board.duty(duty).person;
  const auto here = board.holder(duty);
  if (!here || !board.available(home)) return false;
  const std::int64_t weight = board.duty(duty).weight;
  for (const std::size_t other : board.held(home)) {
    const std::int64_t more = weight - board.duty(other).weight;
    if (board.duty(other).person == home || !board.may(duty, home, other) || !board.may(other, *here, duty)) continue;
    if (board.utilisation(home, more) > limit || board.utilisation(*here, -more) > limit) continue;
    board.give(other, std::nullopt);
    board.give(duty, home);
    board.give(other, here);
    return true;
  }
  return false;
}

}  // namespace

void fill(Board& board, std::size_t most) {
  std::vector<std::size_t> idle(board.situation().duties.size());
  std::iota(idle.begin(), idle.end(), std::size_t{0});
  std::stable_sort(idle.begin(), idle.end(), [&](std::size_t a, std::size_t b) {
    const Duty& left = board.duty(a);
    const Duty& right = board.duty(b);
    return left.role != right.role ? left.role == staff::Role::primary : left.weight > right.weight;
  });
  for (const std::size_t duty : idle) {
    if (board.holder(duty)) continue;
    if (board.changed() >= most) return;
    if (const auto person = best_for(board, duty)) {
      board.give(duty, person);
    } else if (board.duty(duty).role == staff::Role::primary) {
      promote(board, duty);
    }
  }
}

void distribute(Board& board) {
  const std::size_t duties = board.situation().duties.size();
  for (std::size_t duty = 0; duty < duties; ++duty) board.give(duty, std::nullopt);
  fill(board, duties);
}

void lower(Board& board, std::size_t most, std::int64_t least) {
  Lowering lowering(board, most, least);
  while (lowering.step()) {
  }
}

void take_back(Board& board, std::int64_t limit) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t duty = 0; duty < board.situation().duties.size(); ++duty) {
      const auto& home = board.duty(duty).person;
      if (!home || board.holder(duty) == home || !board.holder(duty)) continue;
      if (back_alone(board, duty, limit) || back_in_exchange(board, duty, limit)) again = true;
    }
  }
}

}  // namespace mssp::workload
