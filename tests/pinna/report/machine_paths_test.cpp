#include "pinna/report/machine_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

const Machine anna{.user = "anna", .host = "lab-pc7", .home = "/homes/anna"};

std::vector<std::string> traces_in(std::string_view text) {
  std::vector<std::string> texts;
  for (const MachineTrace& trace : machine_traces(text, anna)) texts.push_back(trace.text);
  return texts;
}

TEST(MachineTraces, PathsOfPeopleAreFoundWithTheirLine) {
  EXPECT_THAT(
      machine_traces("one\n\"/home/anna/data.csv\", x\n(/tmp/a b", anna),
      testing::ElementsAre(MachineTrace{2, "/home/anna/data.csv"}, MachineTrace{3, "/tmp/a"}));
  EXPECT_THAT(traces_in("It lies in /homes/anna/x."), testing::ElementsAre("/homes/anna/x"));
  EXPECT_THAT(traces_in("<td>/Users/anna/y</td>"), testing::ElementsAre("/Users/anna/y"));
  EXPECT_THAT(traces_in("file:///root/z.html"), testing::ElementsAre("/root/z.html"));
  EXPECT_THAT(traces_in("PATH=/work/bin:/work/sbin"),
              testing::ElementsAre("/work/bin", "/work/sbin"));
}

TEST(MachineTraces, PathsWithDriveLettersAreFound) {
  EXPECT_THAT(traces_in(R"(open C:\Users\anna\x.wav)"),
              testing::ElementsAre(R"(C:\Users\anna\x.wav)"));
  EXPECT_THAT(traces_in(R"("C:\\Users\\anna\\x.wav")"),
              testing::ElementsAre(R"(C:\\Users\\anna\\x.wav)"));
  EXPECT_THAT(traces_in("D:/music/x.wav"), testing::ElementsAre("D:/music/x.wav"));
}

TEST(MachineTraces, NamesOfUserAndHostAreFound) {
  EXPECT_THAT(traces_in("anna@lab-pc7:~$ ls"), testing::ElementsAre("anna@lab-pc7"));
  EXPECT_THAT(traces_in("made on lab-pc7"), testing::ElementsAre("lab-pc7"));
  EXPECT_TRUE(machine_traces("music", {.user = "x", .host = "music"}).empty());
}

TEST(MachineTraces, OrdinaryTextHasNone) {
  for (const char* text : {"https://example.org/home/anna/index.html",
                           "http://host/tmp/x",
                           "#!/usr/bin/env python3",
                           "> /dev/null",
                           "image/png;base64,AAA/tmp/BBB",
                           "data/home/x",
                           "../work/x",
                           "~/work/x",
                           "$HOME/work/x",
                           "{DIR}/tmp/x",
                           "and/or",
                           "a / b",
                           "/ tmp / x",
                           "</home/x>",
                           "km/h",
                           "the folder /tmp",
                           "/home",
                           "lab-pc77",
                           "anna",
                           "tab-pc7",
                           "\\textbf{A:\\emph{b}}",
                           "at 12:/30",
                           "x://y",
                           "<data>/home/x",
                           "<path>/tmp/x",
                           "s/home/work/"})
    EXPECT_THAT(traces_in(text), testing::IsEmpty()) << text;
}

TEST(MachineTraces, NoMoreThanAskedFor) {
  EXPECT_EQ(machine_traces("/tmp/a /tmp/b /tmp/c", anna, 2).size(), 2U);
}

TEST(WithoutMachine, NamedPlacesAreRenamedTheLongestFirst) {
  EXPECT_EQ(without_machine("root = '/data/esc'\nx = '/data/esc/scenes/1.wav'\ny = '/data/escape'",
                            {{"/data/esc", "<data>"}, {"/data/esc/scenes", "<sources>"}}, anna),
            "root = '<data>'\nx = '<sources>/1.wav'\ny = '/data/escape'");
}

TEST(WithoutMachine, OtherTracesKeepOnlyTheirLastPart) {
  EXPECT_EQ(without_machine("File \"/tmp/ipykernel_1/2.py\", anna@lab-pc7, lab-pc7", {}, anna),
            "File \"<path>/2.py\", <user>@<host>, <host>");
  EXPECT_EQ(without_machine(R"("C:\\Users\\anna\\x.wav")", {}, anna), R"("<path>/x.wav")");
}

TEST(WithoutMachine, NothingIsFoundAfterwards) {
  const std::string text =
      "/home/a/b /tmp/c/tmp/d '/homes/anna/e' C:\\Users\\f lab-pc7 anna@lab-pc7 file:///tmp/g";
  EXPECT_THAT(traces_in(without_machine(text, {{"/home/a", "<data>"}}, anna)), testing::IsEmpty());
}

}  // namespace
}  // namespace pinna::report
