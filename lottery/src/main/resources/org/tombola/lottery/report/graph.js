// Draws the graphs of the page with ECharts: its forces lay the units out, its timeline goes through
// the training. Colours are those of the style sheet.
(function () {
  'use strict';
  var graphs = JSON.parse(document.getElementById('graphs').textContent);
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var LARGEST = 18, SMALLEST = 3; // dots, in pixels

  function ink(name) { return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim(); }

  function epoch(value) { return value === 0 || value >= 10 ? value.toFixed(0) : value.toPrecision(2); }

  function nodes(graph, moment, longest) {
    return graph.units.map(function (unit, i) {
      var colour = graph.colours[unit[1]][dark.matches ? 1 : 0];
      return {
        id: String(unit[0]), name: 'unit ' + unit[0], value: moment.norms[i],
        symbolSize: Math.max(SMALLEST, LARGEST * moment.norms[i] / longest), itemStyle: {color: colour}
      };
    });
  }

  function links(graph, moment) {
    return moment.edges.map(function (edge) {
      return {
        source: String(graph.units[edge[0]][0]), target: String(graph.units[edge[1]][0]), value: edge[2]
      };
    });
  }

  function option(graph) {
    var longest = Math.max.apply(null, graph.moments.map(function (m) { return Math.max.apply(null, m.norms); }));
    var control = {color: ink('ink'), borderColor: ink('soft')};
    return {
      baseOption: {
        animationDuration: 0, animationDurationUpdate: 1000,
        timeline: {
          axisType: 'category', data: graph.moments.map(function (m) { return epoch(m.epoch); }),
          left: 60, right: 40, bottom: 8, symbolSize: 9, playInterval: 2000, loop: false,
          label: {color: ink('ink'), fontSize: 13}, lineStyle: {color: ink('rule')},
          itemStyle: {color: ink('soft')}, controlStyle: control,
          checkpointStyle: {color: ink('strong'), borderColor: ink('page')},
          progress: {lineStyle: {color: ink('soft')}, itemStyle: {color: ink('soft')}, label: {color: ink('ink')}},
          emphasis: {label: {color: ink('ink')}, itemStyle: {color: ink('strong')}, controlStyle: control}
        },
        title: {
          left: 8, top: 4, textStyle: {color: ink('ink'), fontSize: 16},
          subtextStyle: {color: ink('soft'), fontSize: 13}
        },
        tooltip: {
          confine: true, backgroundColor: ink('box'), borderColor: ink('rule'),
          textStyle: {color: ink('ink'), fontSize: 13},
          formatter: function (p) {
            return p.dataType === 'edge'
              ? 'units ' + p.data.source + ' and ' + p.data.target + ': weight ' + p.data.value.toFixed(2)
              : p.name + ': length ' + p.value.toFixed(3);
          }
        },
        series: [{
          type: 'graph', layout: 'force', roam: true, draggable: true, top: 60, bottom: 70,
          force: {repulsion: 30, gravity: 0.15, edgeLength: [8, 40], friction: 0.3, layoutAnimation: false},
          lineStyle: {color: ink('soft'), width: 0.7, opacity: 0.5},
          emphasis: {focus: 'adjacency', lineStyle: {width: 1.5}}
        }]
      },
      options: graph.moments.map(function (moment) {
        return {
          title: {
            text: graph.title,
            subtext: 'epoch ' + epoch(moment.epoch) + ': ' + moment.edges.length + ' pairs of '
              + graph.units.length + ' units are joined'
          },
          series: [{data: nodes(graph, moment, longest), links: links(graph, moment)}]
        };
      })
    };
  }

  graphs.forEach(function (graph) {
    var box = document.getElementById('graph-' + graph.name);
    try {
      box.parentNode.classList.add('drawn');
      var chart = echarts.init(box, null, {renderer: 'canvas'});
      chart.setOption(option(graph));
      new ResizeObserver(function () { chart.resize(); }).observe(box);
      dark.addEventListener('change', function () { chart.setOption(option(graph), true); });
    } catch (e) {
      box.parentNode.classList.remove('drawn');
    }
  });
})();
