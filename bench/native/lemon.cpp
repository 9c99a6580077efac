// Times LEMON's network simplex on tables to round, graph building included.
//
// stdin:  number of tables; per table: rows, columns, row totals, column totals, targets in billionths (row by row)
// argv:   repetitions of the whole list
// stdout: per table: next bests, total error in billionths; last the median and the least microseconds per table,
//         in processor time, so that other work on the machine does not count
//
// Its leanest correct program: natural rounding everywhere, and per cell one arc of capacity 1 for its next best (two for
// a whole target). Nobody goes beyond next best in these tables; where that is infeasible it says so.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

using lemon::SmartDigraph;
using Cost = std::int64_t;
using Simplex = lemon::NetworkSimplex<SmartDigraph, int, Cost>;

constexpr Cost kNano = 1000000000;

struct Table {
  int rows, columns;
  std::vector<int> rowTotals, columnTotals;
  std::vector<Cost> target;
};

struct Answer {
  bool feasible;
  Cost nextBests, error;
};

static Answer solve(const Table& table) {
  const int rows = table.rows, columns = table.columns;
  const Cost weight = 2 * static_cast<Cost>(std::min(rows, columns)) * kNano + 1;
  SmartDigraph graph;
  graph.reserveNode(rows + columns);
  graph.reserveArc(rows * columns * 2);
  for (int i = 0; i < rows + columns; i++) graph.addNode();

  std::vector<int> supply(rows + columns);
  std::vector<Cost> costs;
  costs.reserve(rows * columns * 2);
  for (int s = 0; s < rows; s++) supply[s] = table.rowTotals[s];
  for (int o = 0; o < columns; o++) supply[rows + o] = -table.columnTotals[o];
  Cost baseError = 0;
  for (int s = 0; s < rows; s++) {
    for (int o = 0; o < columns; o++) {
      const Cost target = table.target[s * columns + o];
      const Cost natural = (2 * target + kNano) / (2 * kNano);
      const Cost d = target - natural * kNano;
      supply[s] -= static_cast<int>(natural);
      supply[rows + o] += static_cast<int>(natural);
      baseError += d < 0 ? -d : d;
      if (d >= 0) {
        graph.addArc(graph.nodeFromId(s), graph.nodeFromId(rows + o));
        costs.push_back(weight + kNano - 2 * d);
      }
      if (d <= 0) {
        graph.addArc(graph.nodeFromId(rows + o), graph.nodeFromId(s));
        costs.push_back(weight + kNano + 2 * d);
      }
    }
  }
  SmartDigraph::ArcMap<Cost> costMap(graph);
  SmartDigraph::ArcMap<int> capacity(graph, 1);
  for (int a = 0; a < static_cast<int>(costs.size()); a++) costMap[graph.arcFromId(a)] = costs[a];
  SmartDigraph::NodeMap<int> supplyMap(graph);
  for (int i = 0; i < rows + columns; i++) supplyMap[graph.nodeFromId(i)] = supply[i];

  Simplex simplex(graph);
  simplex.upperMap(capacity).costMap(costMap).supplyMap(supplyMap);
  if (simplex.run() != Simplex::OPTIMAL) return {false, 0, 0};
  Answer answer{true, 0, baseError};
  for (int a = 0; a < static_cast<int>(costs.size()); a++) {
    if (simplex.flow(graph.arcFromId(a)) == 0) continue;
    answer.nextBests++;
    answer.error += costs[a] - weight;
  }
  return answer;
}

// Microseconds of this process so far.
static double processorTime() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

int main(int argc, char** argv) {
  const int repetitions = argc > 1 ? std::atoi(argv[1]) : 1;
  int count;
  if (std::scanf("%d", &count) != 1) return 2;
  std::vector<Table> tables(count);
  for (Table& table : tables) {
    if (std::scanf("%d %d", &table.rows, &table.columns) != 2) return 2;
    table.rowTotals.resize(table.rows);
    table.columnTotals.resize(table.columns);
    table.target.resize(static_cast<std::size_t>(table.rows) * table.columns);
    for (int& total : table.rowTotals) if (std::scanf("%d", &total) != 1) return 2;
    for (int& total : table.columnTotals) if (std::scanf("%d", &total) != 1) return 2;
    for (Cost& target : table.target) if (std::scanf("%ld", &target) != 1) return 2;
  }
  std::vector<double> microseconds;
  std::vector<Answer> answers(count);
  for (int repetition = 0; repetition < repetitions; repetition++) {
    for (int t = 0; t < count; t++) {
      const double start = processorTime();
      answers[t] = solve(tables[t]);
      microseconds.push_back(processorTime() - start);
    }
  }
  for (const Answer& answer : answers) {
    std::printf("%s %ld %ld\n", answer.feasible ? "optimal" : "infeasible", answer.nextBests, answer.error);
  }
  std::sort(microseconds.begin(), microseconds.end());
  std::printf("%.3f %.3f\n", microseconds[microseconds.size() / 2], microseconds.front());
}
