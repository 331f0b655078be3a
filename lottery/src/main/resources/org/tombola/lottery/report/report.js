// Draws the figures of the page with ECharts from the data beside them. Where this fails, or never
// runs, the figures drawn beforehand stay.
(function () {
  'use strict';
  var figures = JSON.parse(document.getElementById('figures').textContent);
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var charts = [];
  var GAP = ['-', '-'];
  var LEFT = 76, RIGHT = 20, TOP = 70, BOTTOM = 52;
  var MARKERS = {
    circle: 'circle', square: 'rect', triangle: 'triangle', diamond: 'diamond',
    pentagon: 'path://M0,-10L9.5,-3.1L5.9,8.1L-5.9,8.1L-9.5,-3.1Z',
    triangle_down: 'path://M0,10L10,-8L-10,-8Z'
  };

  function escape(text) {
    return String(text).replace(/[&<>"']/g, function (c) { return '&#' + c.charCodeAt(0) + ';'; });
  }

  function number(value) {
    var size = Math.abs(value);
    if (size > 0 && size < 0.001) { return value.toExponential(2); }
    var digits = size >= 1000 || value === Math.round(value) ? 0 : size >= 10 ? 2 : 4;
    return value.toLocaleString('en', {maximumFractionDigits: digits});
  }

  function percent(x) { return x >= 99.95 ? '100' : x < 1 ? x.toPrecision(2) : x.toFixed(1); }

  // Logarithmic axes, of which those of densities run down, are drawn from 0 to 1, because ECharts
  // knows ticks at powers alone; ticks() draws ours. Names lie on such an axis too, side by side.
  function place(spec, v) {
    if (spec.names) { return (v + 0.5) / spec.names.length; }
    return spec.ticks ? Math.log(v / spec.from) / Math.log(spec.to / spec.from) : v;
  }

  function marked(spec) { return spec.ticks || spec.names; }

  function axis(figure, side, ink) {
    var spec = figure[side];
    var own = marked(spec);
    return {
      type: 'value', name: spec.label, nameLocation: 'middle', nameGap: side === 'x' ? 30 : 52,
      min: own ? 0 : spec.from, max: own ? 1 : spec.to,
      nameTextStyle: {color: ink.text, fontSize: 14},
      axisLabel: {show: !own, color: ink.text, fontSize: 13, showMinLabel: false,
        showMaxLabel: false, hideOverlap: true, formatter: number},
      axisTick: {show: !own},
      axisLine: {show: true, onZero: false, lineStyle: {color: ink.axis}},
      splitLine: {show: side === 'y' && !own, lineStyle: {color: ink.grid}}
    };
  }

  // The ticks of such an axis, along the edge of the second, hidden axis of the other side.
  function ticks(figure, side, ink) {
    var spec = figure[side];
    var x = side === 'x';
    // Of many rounds every second or third has its number written, so that they keep apart.
    var stride = x && spec.ticks ? Math.ceil(spec.ticks.length / 10) : 1;
    return {
      type: 'scatter', silent: true, tooltip: {show: false}, z: 1,
      xAxisIndex: x ? 0 : 1, yAxisIndex: x ? 1 : 0,
      symbol: 'rect', symbolSize: x ? [1, 8] : [8, 1], itemStyle: {color: ink.axis},
      label: {show: true, position: x ? 'bottom' : 'left', color: ink.text, fontSize: 13,
        formatter: function (p) { return p.value[2]; }},
      labelLayout: {hideOverlap: true},
      data: (spec.ticks || spec.names.map(function (name, i) { return [i, name]; })).map(function (t, i) {
        var label = i % stride ? '' : t[1];
        return x ? [place(spec, t[0]), 0, label] : [0, place(spec, t[0]), label];
      })
    };
  }

  function series(figure, ink) {
    var all = [];
    figure.lines.forEach(function (line, i) {
      var colour = dark.matches ? line.bright : line.colour;
      if (figure.kind === 'bars') {
        all.push(columns(figure, line, i, colour));
        return;
      }
      if (figure.kind === 'arrows') {
        all.push(arrows(line, colour));
        return;
      }
      var loose = figure.kind === 'points';
      var few = loose || line.points.length <= 30 && figure.kind !== 'bins';
      var stroke = {color: colour, width: loose ? 0 : 2, type: line.dash ? [line.dash, line.dash * 0.7] : 'solid'};
      all.push({
        name: line.name, type: 'line', color: colour, lineStyle: stroke, itemStyle: {color: colour},
        symbol: MARKERS[line.marker], symbolSize: 9, showSymbol: few, z: 3,
        step: figure.kind === 'bins' ? 'middle' : false,
        emphasis: {focus: 'series', lineStyle: {width: loose ? 0 : 3}},
        data: line.points.map(function (p) {
          return p.length ? [place(figure.x, p[0]), place(figure.y, p[1])].concat(p.slice(1), p[0]) : GAP;
        })
      });
      if (!line.points.some(function (p) { return p.length && p[3] > p[2]; })) { return; }
      var bounds = few ? [bars(figure, line)] : [bound(figure, line, 2), bound(figure, line, 3)];
      bounds.forEach(function (data) {
        all.push({
          name: line.name, type: 'line', color: colour, silent: true, tooltip: {show: false}, z: 2,
          lineStyle: {color: colour, width: few ? 1.2 : 0.7, opacity: few ? 1 : 0.6},
          itemStyle: {color: colour}, symbol: few ? 'rect' : 'none', symbolSize: [7, 1.2],
          showAllSymbol: true, emphasis: {disabled: true}, data: data
        });
      });
    });
    if (figure.kind === 'arrows') { all.push(circle(ink)); }
    if (figure.reference) {
      var ends = figure.x.ticks ? [0, 1] : [figure.x.from, figure.x.to];
      all.push({
        name: figure.reference.name, type: 'line', color: ink.axis, silent: true, symbol: 'none',
        tooltip: {show: false}, z: 1, lineStyle: {color: ink.axis, width: 1.4, type: [6, 4]},
        data: ends.map(function (x) { return [x, place(figure.y, figure.reference.y)]; })
      });
    }
    ['x', 'y'].forEach(function (side) {
      if (marked(figure[side])) { all.push(ticks(figure, side, ink)); }
    });
    return all;
  }

  // The bars of the i-th line, beside those of the others.
  function columns(figure, line, i, colour) {
    var width = 0.8 / figure.lines.length;
    return {
      name: line.name, type: 'custom', color: colour, itemStyle: {color: colour}, z: 3,
      data: line.points.map(function (p) {
        return [place(figure.x, p[0]), p[1]].concat(p.slice(1), p[0]);
      }),
      renderItem: function (_, api) {
        var left = api.value(6) - 0.4 + i * width;
        var from = api.coord([place(figure.x, left), api.value(1)]);
        var to = api.coord([place(figure.x, left + width), figure.y.from]);
        return {
          type: 'rect', style: {fill: colour},
          shape: {x: from[0], y: from[1], width: to[0] - from[0] - 1, height: to[1] - from[1]}
        };
      }
    };
  }

  function arrows(line, colour) {
    return {
      name: line.name, type: 'custom', color: colour, itemStyle: {color: colour}, z: 3, silent: true,
      data: line.points.map(function (p) { return [p[0], p[1]]; }),
      renderItem: function (_, api) {
        var from = api.coord([0, 0]);
        var to = api.coord([api.value(0), api.value(1)]);
        var along = Math.atan2(to[1] - from[1], to[0] - from[0]);
        var head = [to].concat([-0.4, 0.4].map(function (turn) {
          return [to[0] - 7 * Math.cos(along + turn), to[1] - 7 * Math.sin(along + turn)];
        }));
        return {
          type: 'group', children: [
            {type: 'line', shape: {x1: from[0], y1: from[1], x2: to[0], y2: to[1]}, style: {stroke: colour, lineWidth: 1}},
            {type: 'polygon', shape: {points: head}, style: {fill: colour}}
          ]
        };
      }
    };
  }

  function circle(ink) {
    var data = [];
    for (var i = 0; i <= 72; i++) { data.push([Math.cos(i * Math.PI / 36), Math.sin(i * Math.PI / 36)]); }
    return {
      type: 'line', silent: true, symbol: 'none', tooltip: {show: false}, z: 1,
      lineStyle: {color: ink.axis, width: 1}, data: data
    };
  }

  // Both axes of arrows and maps have one scale, whatever the shape of the place for them.
  function isEven(figure) { return figure.kind === 'arrows' || figure.kind === 'points'; }

  function even(figure, box) {
    if (!isEven(figure)) { return; }
    if (!figure.reach) {
      var across = figure.kind === 'arrows' ? figure.y.to : 0;
      figure.lines.forEach(function (line) {
        line.points.forEach(function (p) { across = Math.max(across, 1.1 * Math.abs(p[0])); });
      });
      figure.reach = [across, figure.y.to];
    }
    var shape = (box.clientWidth - LEFT - RIGHT) / (box.clientHeight - TOP - BOTTOM);
    var high = Math.max(figure.reach[1], figure.reach[0] / shape);
    figure.y.from = -high;
    figure.y.to = high;
    figure.x.from = -high * shape;
    figure.x.to = high * shape;
  }

  // From the smallest to the largest value of each point: one broken line.
  function bars(figure, line) {
    var data = [];
    line.points.forEach(function (p) {
      if (p.length && p[3] > p[2]) {
        var x = place(figure.x, p[0]);
        data.push([x, place(figure.y, p[2])], [x, place(figure.y, p[3])], GAP);
      }
    });
    return data;
  }

  function bound(figure, line, which) {
    return line.points.map(function (p) { return p.length ? [place(figure.x, p[0]), place(figure.y, p[which])] : GAP; });
  }

  function tip(figure) {
    return function (points) {
      var rows = points.filter(function (p) { return p.value && p.value.length === 7; });
      if (!rows.length) { return ''; }
      var x = rows[0].value[6];
      var head = figure.kind === 'rounds' ? percent(x) + ' % left'
        : figure.x.names ? figure.x.names[x] : figure.x.label + ' ' + number(x);
      return '<b>' + escape(head) + '</b>' + rows.map(function (p) {
        var v = p.value;
        var range = v[5] > 1 ? ' (' + number(v[3]) + ' to ' + number(v[4]) + ', ' + v[5] + ' seeds)' : ' (one seed)';
        return '<br>' + p.marker + escape(p.seriesName) + ' <b>' + escape(number(v[2])) + '</b>' + escape(range);
      }).join('');
    };
  }

  function names(figure) {
    var all = figure.lines.map(function (line) { return line.name; });
    return figure.reference ? all.concat(figure.reference.name) : all;
  }

  function option(figure) {
    var ink = dark.matches
      ? {text: '#d8dde3', axis: '#9aa4af', grid: '#333a42', box: '#20262d'}
      : {text: '#1a1a1a', axis: '#555555', grid: '#e6e6e6', box: '#ffffff'};
    return {
      animation: false,
      title: {text: figure.title, left: 8, top: 4, textStyle: {color: ink.text, fontSize: 16}},
      legend: {type: 'scroll', data: names(figure), top: 32, left: 8, right: 8, textStyle: {color: ink.text, fontSize: 13},
        pageTextStyle: {color: ink.text}, pageIconColor: ink.text, inactiveColor: ink.axis, itemWidth: 30},
      grid: {left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM},
      tooltip: {trigger: 'axis', confine: true, backgroundColor: ink.box, borderColor: ink.axis,
        textStyle: {color: ink.text, fontSize: 13}, axisPointer: {lineStyle: {color: ink.axis}}, formatter: tip(figure)},
      toolbox: {right: 8, top: 0, iconStyle: {borderColor: ink.axis},
        feature: {dataZoom: {title: {zoom: 'zoom into a rectangle', back: 'zoom back'}, filterMode: 'none', xAxisIndex: 0, yAxisIndex: 0}, restore: {title: 'reset'}}},
      xAxis: [axis(figure, 'x', ink), {show: false, min: 0, max: 1}],
      yAxis: [axis(figure, 'y', ink), {show: false, min: 0, max: 1}],
      series: series(figure, ink)
    };
  }

  figures.forEach(function (figure) {
    var box = document.getElementById('live-' + figure.name);
    try {
      box.parentNode.classList.add('drawn');
      var chart = echarts.init(box, null, {renderer: 'svg'});
      even(figure, box);
      chart.setOption(option(figure));
      charts.push({chart: chart, figure: figure});
      new ResizeObserver(function () {
        chart.resize();
        if (isEven(figure)) {
          even(figure, box);
          chart.setOption({xAxis: [{min: figure.x.from, max: figure.x.to}, {}], yAxis: [{min: figure.y.from, max: figure.y.to}, {}]});
        }
      }).observe(box);
    } catch (e) {
      box.parentNode.classList.remove('drawn');
    }
  });
  dark.addEventListener('change', function () {
    charts.forEach(function (c) { c.chart.setOption(option(c.figure), true); });
  });
})();
