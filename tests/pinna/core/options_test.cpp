#include "pinna/core/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pinna::test {
enum class Shade { light, dark, endless };
}
template <>
struct pinna::core::EnumNames<pinna::test::Shade> {
  static constexpr std::array names{std::pair{test::Shade::light, "light"},
                                    std::pair{test::Shade::dark, "dark"},
                                    std::pair{test::Shade::endless, "inf"}};
};

namespace pinna::test {
namespace {

using core::at_least;
using core::InvalidOptions;
using testing::AllOf;
using testing::HasSubstr;

struct Inner {
  int64_t n_mels = 64;
  std::optional<double> f_max = std::nullopt;
  static void fields(auto&& field) {
    field("n_mels", &Inner::n_mels, "mel bands", at_least(1));
    field("f_max", &Inner::f_max, "upper edge [Hz]", at_least(0));
  }
  bool operator==(const Inner&) const = default;
};
struct Circle {
  static constexpr std::string_view type_name = "circle";
  double radius = 1;
  static void fields(auto&& field) { field("radius", &Circle::radius, "radius [m]", at_least(0)); }
  bool operator==(const Circle&) const = default;
};
struct Square {
  static constexpr std::string_view type_name = "square";
  double side = 2;
  static void fields(auto&& field) { field("side", &Square::side, "side [m]"); }
  bool operator==(const Square&) const = default;
};
struct Outer {
  std::string name = "x";
  Shade shade = Shade::light;
  bool loud = false;
  std::vector<int64_t> folds = {1, 2};
  Inner inner = {};
  std::variant<Circle, Square> shape = Circle{};
  std::variant<double, Shade> level = 1.0;
  static void fields(auto&& field) {
    field("name", &Outer::name, "a name");
    field("shade", &Outer::shade, "a shade");
    field("loud", &Outer::loud, "whether loud");
    field("folds", &Outer::folds, "folds", at_least(1));
    field("inner", &Outer::inner, "nested");
    field("shape", &Outer::shape, "variant");
    field("level", &Outer::level, "a number or a shade", at_least(0));
  }
  bool operator==(const Outer&) const = default;
};

Outer parse(std::string_view text) {
  return core::parse_options<Outer>(core::parse_toml(text, "r.toml"));
}

std::string message_of(std::string_view text) {
  try {
    parse(text);
  } catch (const InvalidOptions& error) {
    return error.what();
  }
  return "no error";
}

TEST(Options, NumberOrWordTakesEither) {
  EXPECT_EQ(parse("level = 3").level, (std::variant<double, Shade>{3.0}));
  const Outer worded = parse("level = \"dark\"");
  EXPECT_EQ(worded.level, (std::variant<double, Shade>{Shade::dark}));
  EXPECT_EQ(core::parse_options<Outer>(core::to_config(worded)), worded);
  EXPECT_THAT(message_of("level = -1"), HasSubstr("level"));
  EXPECT_EQ(parse("level = inf").level, (std::variant<double, Shade>{Shade::endless}));
  EXPECT_EQ(parse("shade = inf").shade, Shade::endless);
  EXPECT_THAT(message_of("shade = nan"), HasSubstr("\"nan\""));
  EXPECT_THAT(message_of("shade = 1.5"), HasSubstr("string"));
  EXPECT_THAT(message_of("level = \"drak\""), HasSubstr("dark"));
}

TEST(Options, AbsentKeysKeepTheirDefaults) {
  EXPECT_EQ(parse(""), Outer{});
}

TEST(Options, EveryKindOfFieldIsRead) {
  const Outer options = parse(
      "name='n'\nshade='dark'\nloud=true\nfolds=[3]\n[inner]\nn_mels=8\nf_max=4000\n"
      "[shape]\ntype='square'\nside=5\n");
  EXPECT_EQ(options.name, "n");
  EXPECT_EQ(options.shade, Shade::dark);
  EXPECT_TRUE(options.loud);
  EXPECT_EQ(options.folds, std::vector<int64_t>{3});
  EXPECT_EQ(options.inner, (Inner{.n_mels = 8, .f_max = 4000.0}));
  EXPECT_EQ(std::get<Square>(options.shape).side, 5);
}

TEST(Options, PrintedOptionsParseBackToTheSame) {
  Outer options;
  options.inner.f_max = 1234.5;
  options.shape = Square{.side = 0.1};
  options.name = "quote \" backslash \\ line\nbreak";
  EXPECT_EQ(parse(core::to_toml(core::to_config(options))), options);
}

TEST(Options, NoneEmptiesAnOptional) {
  const auto table = core::parse_toml("f_max='none'", "r.toml");
  EXPECT_EQ(core::parse_options<Inner>(table, Inner{.f_max = 1.0}).f_max, std::nullopt);
}

TEST(Options, UnknownKeyNamesPlaceKnownKeysAndTheNearest) {
  EXPECT_THAT(message_of("\n[inner]\nn_mel=8"),
              AllOf(HasSubstr("r.toml:3:1"), HasSubstr("inner"),
                    HasSubstr("did you mean \"n_mels\""), HasSubstr("f_max")));
}

TEST(Options, WrongTypeNamesPlaceAndBothTypes) {
  EXPECT_THAT(message_of("loud = 3"), AllOf(HasSubstr("loud"), HasSubstr("an integer"),
                                            HasSubstr("true or false"), HasSubstr("r.toml:1:1")));
}

TEST(Options, NumberOutOfRangeNamesTheRange) {
  EXPECT_THAT(message_of("[inner]\nn_mels = 0"),
              AllOf(HasSubstr("inner.n_mels"), HasSubstr("got 0"), HasSubstr(">= 1")));
  EXPECT_THAT(message_of("folds = [1, 0]"), HasSubstr("folds[1]"));
  EXPECT_THAT(message_of("[shape]\nradius = nan"), HasSubstr("shape.radius"));
  EXPECT_THROW(core::check_options(Inner{.n_mels = -1}), InvalidOptions);
}

TEST(Options, InfinityIsInNoRange) {
  EXPECT_THAT(message_of("[shape]\nradius = inf"),
              AllOf(HasSubstr("shape.radius: got inf"), HasSubstr("a finite number >= 0")));
  EXPECT_THAT(message_of("[shape]\ntype = 'square'\nside = -inf"), HasSubstr("a finite number"));
}

TEST(Options, UnknownWordAndTypeSuggestTheNearest) {
  EXPECT_THAT(message_of("shade = 'darc'"), HasSubstr("did you mean \"dark\""));
  EXPECT_THAT(message_of("[shape]\ntype = 'cirle'"), HasSubstr("did you mean \"circle\""));
}

TEST(Config, SyntaxErrorHasLineAndColumn) {
  EXPECT_THAT(message_of("a = 1\nb = ]"), HasSubstr("r.toml:2:"));
}

TEST(Config, OverrideCreatesTablesAndReadsBareWordsAsStrings) {
  core::ConfigTable table = core::parse_toml("name='a'", "r.toml");
  core::apply_override(table, "inner.n_mels=12");
  core::apply_override(table, "name=plain");
  core::apply_override(table, "folds=[4, 5]");
  const auto options = core::parse_options<Outer>(table);
  EXPECT_EQ(options.inner.n_mels, 12);
  EXPECT_EQ(options.name, "plain");
  EXPECT_EQ(options.folds, (std::vector<int64_t>{4, 5}));
}

TEST(Config, OverrideIsOneValueWhateverItsLines) {
  core::ConfigTable table = core::parse_toml("name='a'", "r.toml");
  core::apply_override(table, "name=two\nlines");
  EXPECT_EQ(core::parse_options<Outer>(table).name, "two\nlines");
  EXPECT_THROW(core::apply_override(table, "inner.n_mels=8\nlost = 3"), InvalidOptions);
  EXPECT_THROW(core::apply_override(table, "inner.n_mels=8\n[lost]"), InvalidOptions);
}

TEST(Config, JsonIntegersBeyondSixtyThreeBitsAreBadData) {
  const auto parse_seed = [](const std::string& seed) {
    return core::from_json(nlohmann::ordered_json::parse("{\"seed\": " + seed + "}"), "r.json");
  };
  EXPECT_EQ(std::get<int64_t>(parse_seed("9223372036854775807").find("seed")->data),
            std::numeric_limits<int64_t>::max());
  EXPECT_THROW(parse_seed("9223372036854775808"), core::BadData);
}

TEST(Config, EveryCharacterOfAStringSurvivesPrinting) {
  std::string text;
  for (int c = 1; c < 128; ++c) text += static_cast<char>(c);
  EXPECT_EQ(parse(core::to_toml(core::to_config(Outer{.name = text}))).name, text);
}

TEST(Config, OverrideErrorsPointAtTheOverride) {
  core::ConfigTable table = core::parse_toml("name='a'", "r.toml");
  EXPECT_THROW(core::apply_override(table, "no_equals"), InvalidOptions);
  EXPECT_THROW(core::apply_override(table, "name.sub=1"), InvalidOptions);
  core::apply_override(table, "inner.n_mels=many");
  try {
    core::parse_options<Outer>(table);
    FAIL();
  } catch (const InvalidOptions& error) {
    EXPECT_THAT(error.what(), HasSubstr("--set inner.n_mels=many"));
  }
}

TEST(Config, KeysKeepTheOrderOfTheFile) {
  const auto table = core::parse_toml("zebra=1\napple=2\n[m]\ny=1\nb=2\n", "r.toml");
  EXPECT_EQ(core::to_toml(table), "zebra = 1\napple = 2\n\n[m]\ny = 1\nb = 2\n");
}

struct Grid {
  int64_t rows = 3;
  static void fields(auto&& field) { field("rows", &Grid::rows, "rows", core::at_least(1)); }
  bool operator==(const Grid&) const = default;
};
struct Sheet {
  Grid grid = {};
  double width = 1;
  static void fields(auto&& field) {
    core::include(field, &Sheet::grid);
    field("width", &Sheet::width, "width");
  }
  bool operator==(const Sheet&) const = default;
};
struct Book {
  Sheet sheet = {.width = 2};
  static void fields(auto&& field) { core::include(field, &Book::sheet); }
  bool operator==(const Book&) const = default;
};

TEST(Options, IncludedFieldsAreKeysOfTheOuterStruct) {
  const Book book = core::parse_options<Book>(core::parse_toml("rows = 5", "r.toml"));
  EXPECT_EQ(book, (Book{.sheet = {.grid = {.rows = 5}, .width = 2}}));
  EXPECT_EQ(core::parse_options<Book>(core::to_config(book)), book);
  const auto rows = core::describe_fields<Book>();
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].name, "rows");
  EXPECT_THROW(core::check_options(Book{.sheet = {.grid = {.rows = 0}}}), core::InvalidOptions);
  EXPECT_THROW(core::parse_options<Book>(core::parse_toml("rosw = 5", "r.toml")),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::test
