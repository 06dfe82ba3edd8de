"""Writes the files of this folder with PyTorch: python3 write.py FOLDER. Written with PyTorch 1.13 and Python 3.11."""
import collections
import os
import sys
import torch


def values(count, dtype=torch.float32):
    return (torch.arange(count) % 13 - 6).to(torch.float32).div(4).to(dtype)


class Call:
    def __init__(self, function, *arguments):
        self.function, self.arguments = function, arguments

    def __reduce__(self):
        return self.function, self.arguments


def main(folder):
    os.makedirs(folder, exist_ok=True)

    def both(name, content, ending='.pth'):
        torch.save(content, os.path.join(folder, name + ending))
        torch.save(content, os.path.join(folder, name + '-legacy' + ending), _use_new_zipfile_serialization=False)

    plain = collections.OrderedDict()
    plain['conv.weight'] = values(24).reshape(2, 3, 2, 2)
    plain['bn.num_batches_tracked'] = torch.tensor(7)
    plain['fc.bias'] = values(5)
    both('plain', plain)

    kinds = collections.OrderedDict()
    for kind in (torch.float16, torch.bfloat16, torch.float64, torch.float32, torch.int64, torch.int32, torch.int16, torch.int8):
        kinds[str(kind).split('.')[1]] = values(6, kind)
    for kind in (torch.uint8, torch.bool):
        kinds[str(kind).split('.')[1]] = (torch.arange(6) % 3).to(kind)
    both('kinds', kinds)

    base = values(24).reshape(4, 6)
    both('strided', collections.OrderedDict(
        whole=base, tied=base, transposed=base.t(), every_second=base[:, ::2], offset=base[2],
        expanded=values(3)[:, None].expand(3, 4), scalar=values(24)[5], empty=torch.zeros(0, 3),
        parameter=torch.nn.Parameter(values(4)), channels_last=values(24).reshape(1, 2, 3, 4).to(memory_format=torch.channels_last)))

    optimizer = torch.optim.SGD([torch.nn.Parameter(values(4))], lr=.1, momentum=.9)
    optimizer.param_groups[0]['params'][0].grad = values(4)
    optimizer.step()
    both('checkpoint', {
        'architecture': 'vgg16', 'epoch': 3, 'best': None, 'flag': True, 'list': [1, 2.5, (1, 2), 2 ** 70, -1],
        'state_dict': {'module.' + name: tensor for name, tensor in plain.items()},
        'optimizer': optimizer.state_dict()}, '.pth.tar')

    module = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.Linear(4, 2))
    both('module-state', module.state_dict())
    torch.save(module, os.path.join(folder, 'whole-module.pth'))
    torch.save(module, os.path.join(folder, 'whole-module-legacy.pth'), _use_new_zipfile_serialization=False)
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 1)), os.path.join(folder, 'script.pt'))

    both('model', {'model': {'head.weight': values(6).reshape(2, 3)}})
    both('wrapped', {'epoch': 1, 'state_dict': {'model.backbone.fc.bias': values(5)}, 'hyper_parameters': {'lr': 1e-3}}, '.ckpt')
    both('calls-system', {'a': Call(os.system, 'touch wsol-was-here')})
    both('calls-eval', {'a': Call(eval, '1 + 1')})
    both('calls-getattr', {'a': Call(getattr, plain, 'keys')})
    both('nan', {'fc.bias': torch.tensor([1., float('nan'), float('inf')])})
    both('list', [values(3), values(4)])
    both('tensor', values(3))
    both('no-tensors', {'a': 1})


if __name__ == '__main__':
    main(sys.argv[1])
